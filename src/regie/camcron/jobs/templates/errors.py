"""What can go wrong with templates of jobs."""

from regie.kernel.errors import Conflict, NotFound


class TemplateNotFound(NotFound):
    """There is no such template."""

    def __init__(self, template_id: str) -> None:
        super().__init__(f"No template is called «{template_id}».", templateId=template_id)


class TemplateExists(Conflict):
    """A template of this id exists already."""

    def __init__(self, template_id: str) -> None:
        super().__init__(f"«{template_id}» is taken; leave `id` out to have one made from the name.")
