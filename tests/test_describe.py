"""What the server says of itself, and whether the documents agree."""

from pathlib import Path

from regie.describe import settings_page
from regie.settings import leaves

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"


def test_the_page_of_settings_is_what_the_settings_say():
    assert PAGE.read_text("utf-8") == settings_page(), "remake it: regie config --reference > docs/settings.md"


def test_every_setting_says_what_it_is_for():
    assert [".".join(path) for path, field in leaves() if not field.description] == []
