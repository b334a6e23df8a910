"""What counts as motion, on pictures made of numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regie.camcron.motion.picture import CELL, Flags, Grey, Limits, Scene, Seen, masked, score_of, size_of
from regie.camcron.runs.sensing import Sensing

WIDTH, HEIGHT = 160, 90
USUAL = Limits(Sensing().levels, Sensing().area)
NOWHERE: Flags = np.zeros((HEIGHT, WIDTH), dtype=np.bool_)


def scene(noise: float = 0.0, seed: int = 0, brighter: int = 0, contrast: float = 1.0) -> Grey:
    """A slope with edges, and the noise of a cheap camera."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    plain = 110 + contrast * (60 * columns / WIDTH - 30 + 20 * ((rows // 15 + columns // 20) % 2))
    noisy = plain + np.random.default_rng(seed).normal(0, noise or 1e-9, plain.shape) + brighter
    return np.clip(noisy, 0, 255).astype(np.uint8)


def with_block(picture: Grey, left: int, top: int = 40, size: int = 16, level: int = 230) -> Grey:
    moved = picture.copy()
    moved[top : top + size, left : left + size] = level
    return moved


def watched(pictures: list[Grey], every: float = 2.0, limits: Limits = USUAL, ignored: Flags = NOWHERE) -> list[Seen]:
    held = Scene()
    return [held.look(picture, number * every, limits, ignored) for number, picture in enumerate(pictures)]


def test_something_that_comes_into_a_quiet_scene_moves() -> None:
    quiet = [scene(3, seed) for seed in range(10)]
    *before, now = watched([*quiet, with_block(scene(3, 11), 60)])

    assert not any(seen.moving or seen.whole for seen in before)
    assert now.moving and now.score > 75
    assert now.area == pytest.approx(16 * 16 / (WIDTH * HEIGHT), rel=0.4)


def test_the_cells_tell_where() -> None:
    seen = watched([scene(), with_block(scene(), 60, 40, 20)])[-1]
    rows = [seen.cells[at : at + seen.columns] for at in range(0, len(seen.cells), seen.columns)]

    assert (len(rows), seen.columns) == (HEIGHT // CELL, WIDTH // CELL)
    changed = {(x, y) for y, row in enumerate(rows) for x, digit in enumerate(row) if digit == "9"}
    assert changed == {(x, y) for x in range(12, 16) for y in range(8, 12)}


@pytest.mark.parametrize("noise", [0, 2, 5, 10])
@pytest.mark.parametrize("contrast", [1.0, 0.2])
def test_noise_is_no_motion_at_the_usual_sensitivity(noise: float, contrast: float) -> None:
    seen = watched([scene(noise, seed, contrast=contrast) for seed in range(60)])

    assert max(each.score for each in seen) < 10


@pytest.mark.parametrize("levels", [15, 40, 80, -60])
def test_a_change_of_light_is_no_motion_and_the_scene_is_learnt_anew(levels: int) -> None:
    before = [scene(3, seed) for seed in range(5)]
    after = [scene(3, seed, brighter=levels) for seed in range(5, 15)]
    seen = watched([*before, *after, with_block(scene(3, 20, brighter=levels), 60)])

    assert not any(each.moving for each in seen[:-1])
    assert seen[-1].moving


def test_the_turn_to_infrared_is_no_motion() -> None:
    turned: list[Grey] = [255 - scene(4, seed) for seed in range(8)]

    assert not any(each.moving for each in watched([*[scene(3, seed) for seed in range(5)], *turned]))


def test_what_stays_where_it_came_to_is_soon_part_of_the_scene() -> None:
    parked = [with_block(scene(2, seed), 60) for seed in range(100, 115)]
    seen = watched([*[scene(2, seed) for seed in range(5)], *parked])[5:]

    assert seen[0].moving
    assert not any(each.moving for each in seen[8:]), "16 s later"


def test_what_goes_on_moving_goes_on_counting() -> None:
    walking = [with_block(scene(2, 50 + step), 4 * step) for step in range(30)]
    seen = watched([*[scene(2, seed) for seed in range(5)], *walking])[5:]

    assert all(each.moving for each in seen)


def test_what_is_masked_is_not_looked_at_and_not_counted() -> None:
    right = masked([[(0.5, 0), (1, 0), (1, 1), (0.5, 1)]], WIDTH, HEIGHT)
    quiet = [scene(3, seed) for seed in range(5)]

    assert not watched([*quiet, with_block(scene(3, 9), 120)], ignored=right)[-1].moving
    seen = watched([*quiet, with_block(scene(3, 9), 20)], ignored=right)[-1]
    assert seen.moving and seen.area == pytest.approx(2 * 16 * 16 / (WIDTH * HEIGHT), rel=0.4)


def test_everything_masked_is_nothing_seen() -> None:
    everywhere: Flags = np.ones((HEIGHT, WIDTH), dtype=np.bool_)

    assert watched([scene(), with_block(scene(), 60)], ignored=everywhere)[-1].score == 0


@pytest.mark.parametrize(
    ("polygon", "share"),
    [
        ([(0, 0), (1, 0), (1, 1), (0, 1)], 1.0),
        ([(0, 0), (1, 0), (1, 1)], 0.5),
        ([(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)], 0.25),
        ([(0, 0), (1, 0), (0, 1), (1, 1)], 0.5),
    ],
)
def test_a_mask_covers_what_its_polygon_covers(polygon: list[tuple[float, float]], share: float) -> None:
    assert masked([polygon], WIDTH, HEIGHT).mean() == pytest.approx(share, abs=0.02)
    assert masked([polygon, polygon], WIDTH, HEIGHT).mean() == pytest.approx(share, abs=0.02)


def test_a_higher_sensitivity_never_misses_what_a_lower_one_sees() -> None:
    pictures = [*[scene(2, seed) for seed in range(5)], with_block(scene(2, 9), 60, size=9, level=150)]
    scores = []
    for sensitivity in (1, 20, 40, 60, 80, 100):
        wanted = Sensing(sensitivity=sensitivity)
        scores.append(watched(pictures, limits=Limits(wanted.levels, wanted.area))[-1].score)

    assert scores == sorted(scores) and scores[0] < 50 < scores[-1]


def test_own_limits_count_for_more_than_the_sensitivity() -> None:
    assert (Sensing(sensitivity=1, threshold=9).levels, Sensing(sensitivity=1, min_area=0.3).area) == (9, 0.3)


@given(st.floats(1e-6, 1), st.floats(1e-4, 1))
def test_a_score_of_fifty_is_just_enough(area: float, wanted: float) -> None:
    assert 0 <= score_of(area, wanted) <= 100
    assert score_of(wanted, wanted) == 50
    assert (score_of(area, wanted) >= 50) == (area >= wanted) or abs(score_of(area, wanted) - 50) <= 0.1


@given(st.integers(1, 8000), st.integers(1, 8000))
def test_small_pictures_have_whole_cells_and_about_the_same_proportions(width: int, height: int) -> None:
    small = size_of(width, height)

    assert max(small) == 160 and all(side % CELL == 0 and side > 0 for side in small)
    assert abs(small[0] / small[1] - width / height) < 0.2 * width / height or min(small) <= 2 * CELL


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 100)), min_size=1, max_size=12))
def test_whatever_comes_there_is_an_answer(looks: list[tuple[int, float]]) -> None:
    """Flat pictures, another size in between, instants that stand still or go back."""
    held = Scene()
    for kind, instant in looks:
        shape = (HEIGHT, WIDTH) if kind < 3 else (120, 160)
        picture: Grey = np.full(shape, 80 * min(kind, 3), dtype=np.uint8)
        seen = held.look(picture, instant, USUAL, np.zeros(shape, dtype=np.bool_))
        assert 0 <= seen.score <= 100 and not (seen.moving and seen.whole)


def test_other_limits_are_tried_on_the_last_picture_without_changing_anything() -> None:
    held = Scene()
    held.look(scene(2, 1), 0, USUAL, NOWHERE)
    seen = held.look(with_block(scene(2, 2), 60), 2, USUAL, NOWHERE)

    assert held.again(USUAL, NOWHERE) == seen
    strict = held.again(Limits(USUAL.levels, 0.5), NOWHERE)
    assert strict is not None and not strict.moving
    assert held.again(USUAL, NOWHERE) == seen
