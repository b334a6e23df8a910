"""The house's own rules accept this tree and refuse the ones that break them."""

from pathlib import Path

import pytest

from script.house import rules, scan

ROOT = scan.ROOT


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small tree that breaks nothing."""
    (tmp_path / "src" / "regie").mkdir(parents=True)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n")
    (tmp_path / "src" / "regie" / "cron.py").write_text('"""Why."""\n\n\ndef tick():\n    return 1\n')
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\ndependencies = ["a>=1", "Some.Name[extra]>=2"]\n'
        '[dependency-groups]\nbuild = ["b"]\ntest = ["c"]\ndev = [{ include-group = "test" }]\n'
    )
    for name, text in LOCKS.items():
        (tmp_path / "requirements" / f"{name}.txt").write_text(text)
    return tmp_path


LOCKS = {
    "runtime": "# made\na==1.0\nsome-name==2.0 ; sys_platform != 'win32'\n",
    "build": "b==1\n",
    "dev": "a==1.0\nb==1\nc==3\nsome-name==2.0\n    # via a\n",
}


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_this_tree_keeps_the_rule_of(rule):
    assert list(rule(ROOT)) == []


@pytest.mark.parametrize("rule", [r for r in rules.RULES if r is not rules.sizes], ids=lambda rule: rule.__name__)
def test_a_clean_tree_keeps_the_rule_of(rule, tree: Path):
    assert list(rule(tree)) == []


def test_a_file_over_four_hundred_lines_is_told(tree: Path):
    (tree / "src" / "regie" / "long.py").write_text('"""Why."""\n' + "x = 1\n" * 400)

    assert told(rules.sizes(tree, {})) == ["src/regie/long.py has 401 lines"]


def test_a_component_over_two_hundred_lines_is_told(tree: Path):
    (tree / "web" / "console").mkdir(parents=True)
    (tree / "web" / "console" / "Big.svelte").write_text("<p>x</p>\n" * 201)

    assert told(rules.sizes(tree, {})) == ["web/console/Big.svelte has 201 lines"]


def test_a_function_over_sixty_lines_is_told_by_its_name(tree: Path):
    body = "    x = 1\n" * 60
    (tree / "src" / "regie" / "long.py").write_text(f'"""Why."""\n\n\nasync def everything():\n{body}')

    assert told(rules.sizes(tree, {})) == ["src/regie/long.py:everything has 61 lines"]


def test_functions_inside_a_function_count_for_themselves(tree: Path):
    route = "    def route():\n" + "        x = 1\n" * 40
    (tree / "src" / "regie" / "routes.py").write_text(f'"""Why."""\n\n\ndef routes():\n{route * 3}    return 1\n')

    assert list(rules.sizes(tree, {})) == []


def test_a_large_file_with_a_reason_passes_and_a_reason_without_a_large_file_does_not(tree: Path):
    (tree / "src" / "regie" / "long.py").write_text('"""Why."""\n' + "x = 1\n" * 400)

    assert list(rules.sizes(tree, {"src/regie/long.py": "a table"})) == []
    assert told(rules.sizes(tree, {"src/regie/long.py": "a table", "src/regie/cron.py": "old"})) == [
        "src/regie/cron.py is no longer large"
    ]


def test_a_module_without_docstring_is_told(tree: Path):
    (tree / "src" / "regie" / "mute.py").write_text("x = 1\n")

    assert told(rules.docstrings(tree)) == ["src/regie/mute.py doesn't say why it exists"]


def test_a_changelog_without_a_place_for_the_next_change_is_told(tree: Path):
    (tree / "CHANGELOG.md").write_text("# Changelog\n\n## 1.0\n")

    assert len(list(rules.changelog(tree))) == 1


@pytest.mark.parametrize(
    ("lock", "text", "expected"),
    [
        ("runtime", "a==1.0\n", "requirements/runtime.txt does not pin some-name"),
        ("dev", "a==1\nb==1\nsome-name==2\n", "requirements/dev.txt does not pin c"),
        ("build", "b>=1\n", "requirements/build.txt does not pin b"),
    ],
)
def test_a_dependency_that_no_lock_pins_is_told(tree: Path, lock: str, text: str, expected: str):
    (tree / "requirements" / f"{lock}.txt").write_text(text)

    assert told(rules.locks(tree))[0] == expected


def test_a_console_lock_without_some_platforms_package_is_told(tree: Path):
    (tree / "web").mkdir()
    (tree / "web" / "package-lock.json").write_text(
        '{"packages": {"": {}, "node_modules/css": {"optionalDependencies": {"css-linux": "1", "css-mac": "1"}},'
        '"node_modules/css-linux": {}, "node_modules/left": {"extraneous": true}}}'
    )

    assert told(rules.npm_locks(tree)) == [
        "web/package-lock.json lacks css-mac, which css may need",
        "web/package-lock.json holds node_modules/left, which nothing needs",
    ]


def told(lines) -> list[str]:
    """What is wrong, without the advice that follows."""
    return [line.partition(":  ")[0].partition(", more")[0].partition(": ")[0] for line in lines]
