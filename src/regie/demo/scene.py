"""
The street that the demonstration's camera looks at, drawn once and kept as a short loop.

Run as a program of its own (`python -m regie.demo.scene FFMPEG OUT`), so that drawing costs the server nothing. Every
movement has a period that divides the loop, so that nobody sees where it begins: an evening falls and passes, clouds
and cars go by, a lamp blinks. The clock is not here: whoever plays the loop burns it in.
"""

import math
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT, RATE, SECONDS = 1280, 720, 15, 24
HORIZON, KERB = 470, 560

Colour = tuple[int, int, int]
SKY: tuple[tuple[Colour, Colour], tuple[Colour, Colour]] = (
    ((104, 160, 214), (214, 228, 238)),
    ((24, 28, 58), (226, 128, 84)),
)
CARS: tuple[tuple[Colour, float, int, float], ...] = (
    ((176, 44, 40), 614, 3, 0.0),
    ((52, 92, 140), 614, 3, 0.55),
    ((222, 222, 216), 694, -2, 0.2),
    ((226, 178, 52), 694, -2, 0.75),
)
"""Colour, height of the wheels, passages a loop (negative: to the left), where it begins."""


@dataclass(frozen=True, slots=True)
class Layers:
    """What doesn't move, by day and in the evening."""

    sky: tuple[Image.Image, Image.Image]
    street: tuple[Image.Image, Image.Image]
    mask: Image.Image
    clouds: tuple[tuple[tuple[Image.Image, Image.Image], int, float], ...]
    cars: tuple[tuple[Image.Image, Image.Image], ...]
    sun: Image.Image


def layers() -> Layers:
    dice = random.Random(7)  # noqa: S311 - the same street at every start
    street, mask = _street(dice)
    clouds = tuple((_cloud(dice), dice.randrange(30, 190), dice.random()) for _ in range(6))
    cars = tuple((_car(colour, passes < 0, False), _car(colour, passes < 0, True)) for colour, _, passes, _ in CARS)
    return Layers((_sky(*SKY[0]), _sky(*SKY[1])), street, mask, clouds, cars, _glow(90, (255, 226, 150)))


def frames() -> Iterator[Image.Image]:
    """Every picture of the loop, in order."""
    drawn = layers()
    for number in range(RATE * SECONDS):
        yield _frame(drawn, number / (RATE * SECONDS))


def _frame(drawn: Layers, phase: float) -> Image.Image:
    evening = 0.5 - 0.5 * math.cos(2 * math.pi * phase)
    picture = Image.blend(*drawn.sky, evening)
    picture.paste(drawn.sun, (870, round(60 + 420 * evening)), drawn.sun)
    for looks, height, begin in drawn.clouds:
        cloud = Image.blend(*looks, evening)
        way = WIDTH + cloud.width
        picture.paste(cloud, (round((begin + phase) % 1 * way) - cloud.width, height), cloud)
    picture.paste(Image.blend(*drawn.street, evening), (0, 0), drawn.mask)
    for (_, wheels, passes, begin), looks in zip(CARS, drawn.cars, strict=True):
        car = looks[evening > 0.45]
        place = round((begin + passes * phase) % 1 * (WIDTH + car.width)) - car.width
        picture.paste(car, (place, round(wheels) - car.height), car)
    _lamp(picture, lit=int(phase * SECONDS) % 2 == 0)
    return picture


def _sky(top: Colour, bottom: Colour) -> Image.Image:
    ramp = Image.linear_gradient("L").resize((WIDTH, HORIZON))
    sky = Image.new("RGB", (WIDTH, HEIGHT), bottom)
    sky.paste(Image.composite(Image.new("RGB", ramp.size, bottom), Image.new("RGB", ramp.size, top), ramp), (0, 0))
    return sky


def _glow(size: int, colour: Colour) -> Image.Image:
    disc = Image.new("L", (2 * size, 2 * size), 0)
    ImageDraw.Draw(disc).ellipse((size // 2, size // 2, 3 * size // 2, 3 * size // 2), fill=255)
    light = Image.new("RGBA", disc.size, (*colour, 0))
    light.putalpha(ImageChops.lighter(disc.filter(ImageFilter.GaussianBlur(size // 4)), disc))
    return light


def _cloud(dice: random.Random) -> tuple[Image.Image, Image.Image]:
    width, height = dice.randrange(200, 380), dice.randrange(50, 80)
    shape = Image.new("L", (width, height + 40), 0)
    draw = ImageDraw.Draw(shape)
    for _ in range(9):
        x, radius = dice.randrange(40, width - 40), dice.randrange(18, 34)
        draw.ellipse((x - radius, height - radius, x + radius, height + radius // 2), fill=215)
    white, dusky = Image.new("RGB", shape.size, (250, 246, 242)), Image.new("RGB", shape.size, (150, 104, 112))
    for cloud in (white, dusky):
        cloud.putalpha(shape.filter(ImageFilter.GaussianBlur(8)))
    return white, dusky


def _street(dice: random.Random) -> tuple[tuple[Image.Image, Image.Image], Image.Image]:
    """Houses, pavement and road by day and in the evening, and where they hide the sky."""
    day, evening = Image.new("RGB", (WIDTH, HEIGHT)), Image.new("RGB", (WIDTH, HEIGHT))
    mask = Image.new("1", (WIDTH, HEIGHT), 0)
    draws = ImageDraw.Draw(day), ImageDraw.Draw(evening)
    _row(draws, ImageDraw.Draw(mask), dice, tall=(210, 330), wide=(70, 130), shade=(142, 156, 176), windows=False)
    _row(draws, ImageDraw.Draw(mask), dice, tall=(120, 250), wide=(110, 200), shade=(186, 160, 138), windows=True)
    ImageDraw.Draw(mask).rectangle((0, HORIZON, WIDTH, HEIGHT), fill=1)
    for draw, dim in zip(draws, (1.0, 0.38), strict=True):
        draw.rectangle((0, HORIZON + 50, WIDTH, KERB), fill=_dimmed((176, 172, 164), dim))
        draw.rectangle((0, KERB, WIDTH, HEIGHT), fill=_dimmed((84, 86, 90), dim))
        draw.rectangle((0, KERB, WIDTH, KERB + 6), fill=_dimmed((206, 204, 198), dim))
        for x in range(0, WIDTH, 128):
            draw.rectangle((x + 20, 634, x + 84, 640), fill=_dimmed((228, 226, 214), dim))
        for x in range(90, WIDTH, 310):
            _tree(draw, x, dim)
    return (day, evening), mask


def _row(
    draws: tuple[ImageDraw.ImageDraw, ImageDraw.ImageDraw],
    hides: ImageDraw.ImageDraw,
    dice: random.Random,
    *,
    tall: tuple[int, int],
    wide: tuple[int, int],
    shade: Colour,
    windows: bool,
) -> None:
    x = -20
    while x < WIDTH:
        width, height = dice.randrange(*wide), dice.randrange(*tall)
        box = (x, HORIZON + 50 - height, x + width, HORIZON + 50)
        light = 0.82 + 0.3 * dice.random()
        hides.rectangle(box, fill=1)
        draws[0].rectangle(box, fill=_dimmed(shade, light))
        draws[1].rectangle(box, fill=_dimmed(shade, light * 0.3))
        for left in range(x + 12, x + width - 22, 30) if windows else ():
            for top in range(box[1] + 14, HORIZON + 14, 38):
                pane = (left, top, left + 14, top + 22)
                lit = dice.random() < 0.45
                draws[0].rectangle(pane, fill=(110, 128, 146))
                draws[1].rectangle(pane, fill=(255, 214, 128) if lit else (34, 36, 52))
        x += width


def _tree(draw: ImageDraw.ImageDraw, x: int, dim: float) -> None:
    draw.rectangle((x - 4, 470, x + 4, 548), fill=_dimmed((92, 70, 52), dim))
    for dx, dy, radius in ((-18, 462, 26), (18, 466, 24), (0, 436, 32)):
        draw.ellipse((x + dx - radius, dy - radius, x + dx + radius, dy + radius), fill=_dimmed((78, 122, 72), dim))


def _car(colour: Colour, to_left: bool, lights: bool) -> Image.Image:
    """Drawn thrice as large and made smaller, so that its edges are smooth."""
    dim = 0.5 if lights else 1.0
    car = Image.new("RGBA", (660, 240), (0, 0, 0, 0))
    draw = ImageDraw.Draw(car)
    draw.polygon([(150, 110), (210, 30), (400, 30), (470, 110)], fill=_dimmed(colour, dim * 0.9))
    draw.polygon([(176, 108), (222, 46), (300, 46), (300, 108)], fill=_dimmed((168, 196, 214), dim))
    draw.polygon([(314, 108), (314, 46), (388, 46), (440, 108)], fill=_dimmed((168, 196, 214), dim))
    draw.rounded_rectangle((40, 104, 560, 190), 36, fill=_dimmed(colour, dim))
    for x in (150, 440):
        draw.ellipse((x - 46, 144, x + 46, 236), fill=(24, 24, 26))
        draw.ellipse((x - 20, 170, x + 20, 210), fill=(140, 140, 144))
    if lights:
        draw.polygon([(556, 128), (658, 110), (658, 190), (556, 152)], fill=(255, 240, 180, 90))
        draw.ellipse((536, 124, 566, 154), fill=(255, 246, 206))
        draw.ellipse((34, 124, 56, 150), fill=(220, 30, 30))
    small = car.resize((220, 80), Image.Resampling.LANCZOS)
    return small.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if to_left else small


def _lamp(picture: Image.Image, *, lit: bool) -> None:
    draw = ImageDraw.Draw(picture)
    draw.rectangle((1198, 400, 1204, 556), fill=(46, 48, 52))
    draw.rounded_rectangle((1186, 372, 1216, 408), 6, fill=(30, 32, 36))
    draw.ellipse((1193, 382, 1209, 398), fill=(255, 170, 40) if lit else (88, 66, 38))


def _dimmed(colour: Colour, by: float) -> Colour:
    red, green, blue = (min(255, round(part * by)) for part in colour)
    return red, green, blue


def write_font(path: Path) -> None:
    """The font that Pillow brings along: the machine may have none."""
    font = ImageFont.load_default(20)
    assert isinstance(font, ImageFont.FreeTypeFont)
    path.write_bytes(font.font_bytes)


def encode(ffmpeg: str, out: Path) -> None:
    """Draw and encode the loop; it appears under its name when it is whole."""
    partial = out.with_suffix(".partial.mp4")
    street = "anoisesrc=color=brown:amplitude=0.06:sample_rate=16000:seed=3"
    tick = "aevalsrc='0.25*sin(2*PI*1200*t)*lt(mod(t,1),0.02)':sample_rate=16000"
    command = [ffmpeg, "-nostdin", "-v", "error", "-y"]
    command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "pipe:0"]
    command += ["-f", "lavfi", "-i", street, "-f", "lavfi", "-i", tick]
    command += ["-filter_complex", "[1:a][2:a]amix=inputs=2:normalize=0[a]", "-map", "0:v", "-map", "[a]"]
    command += ["-c:v", "libx264", "-preset", "veryfast", "-tune", "fastdecode", "-crf", "21", "-bf", "0"]
    command += ["-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "32k", "-t", str(SECONDS), str(partial)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        for frame in frames():
            encoder.stdin.write(frame.tobytes())
        encoder.stdin.close()
    if encoder.returncode:
        raise SystemExit(f"ffmpeg could not encode the scene: code {encoder.returncode}")
    partial.replace(out)


if __name__ == "__main__":
    encode(sys.argv[1], Path(sys.argv[2]))
