"""What devices tell of their streams, read from what they really send: the odd things too."""

from regie.camcron.onvif.foreign import tree_of
from regie.camcron.onvif.media2 import profile_of

PROFILE = b"""<x:Profiles token="p1" xmlns:x="urn:x"><x:Name>Main</x:Name><x:Configurations><x:VideoEncoder>
<x:Encoding>H265</x:Encoding><x:Resolution><x:Width>%b</x:Width><x:Height>%b</x:Height></x:Resolution>
</x:VideoEncoder></x:Configurations></x:Profiles>"""


def test_a_profile_is_read_whatever_its_namespace() -> None:
    profile = profile_of(tree_of(PROFILE % (b"3840", b"2160")))

    assert (profile["id"], profile["name"], profile["codec"]) == ("p1", "Main", "h265")
    assert (profile["width"], profile["height"], profile["bitrate"], profile["ptz"]) == (3840, 2160, None, False)


def test_a_size_that_nobody_can_count_with_is_left_out() -> None:
    profile = profile_of(tree_of(PROFILE % (b"NaN", b"1e999")))

    assert (profile["width"], profile["height"]) == (None, None)
