"""What can go wrong with films."""

from regie.kernel.errors import NotFound


class FilmNotFound(NotFound):
    """There is no such film."""

    def __init__(self, film_id: str) -> None:
        super().__init__(f"The job has no film «{film_id}».", filmId=film_id)
