"""
Build the console and the player by the project's own build hook, without making a package around them.

The hook decides whether there is anything to do (a hash of web/), and says what went wrong in npm's own words; pip
would bury these under its own.
"""

import sys

from script.house.scan import ROOT


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from hatch_build import WebHook

    WebHook(str(ROOT), {}, None, None, "", "wheel", None).initialize("editable", {})


if __name__ == "__main__":
    main()
