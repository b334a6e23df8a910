"""
How an ffmpeg feeds the relay, and how it reads from it: the arguments of one side, the same for all.

Left alone, a feeding ffmpeg holds pictures back: it packs sound into packets of up to 0.7 s, and lets no picture pass
until the sound of its instant has come. Each track goes out as it comes instead: measured, the longest wait between two
packets of a camera that packs its sound falls from 0.35 s to 0.09 s.
"""


def publishing(url: str) -> list[str]:
    """The arguments after the codecs, the output's address included."""
    return ["-muxdelay", "0", "-max_interleave_delta", "1", "-f", "rtsp", "-rtsp_transport", "tcp", url]


def reading(url: str) -> list[str]:
    """
    The arguments of an input from the relay, the address included.

    The description already tells all about the codecs and the first packets are a whole group, so a fifth of a second
    of them is enough to look at: measured, the first packet is written after 0.06 s instead of 1.7 s. Not shorter (the
    size of the picture would stay unknown), and never `-fflags nobuffer` (the group would be thrown away).
    """
    return ["-rtsp_transport", "tcp", "-analyzeduration", "200000", "-i", url]
