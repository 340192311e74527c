"""Deciding on a suggestion from any screen: the same step, the same words, the same way back."""

from collections.abc import Callable

from app.common.errors import AppError
from app.records import CardId, ChangeSet, LostReason, Verdict, WorkshopId
from app.services.suggestions import SuggestionService
from app.ui.context import UiContext

Done = Callable[[], None]
_ICONS = {Verdict.ACCEPTED: "check", Verdict.LATER: "later", Verdict.WRONG: "cross"}


def decide(
    ui: UiContext,
    suggestions: SuggestionService,
    workshop_id: WorkshopId,
    pair: tuple[CardId, CardId],
    verdict: Verdict,
    reason: LostReason | None,
    title: str,
    *,
    done: Done | None = None,
    failed: Done | None = None,
) -> None:
    """Store a verdict on (have, want) and say so with the button that takes it back; a refusal is said too."""

    def told(_changes: ChangeSet) -> None:
        if done is not None:
            done()
        ui.toasts.undo(_sentence(ui, verdict, title), ui.language.t("Undo"), _ICONS[verdict])

    def refused(error: AppError) -> None:
        if failed is not None:
            failed()
        ui.runner.refused.emit(error)

    ui.runner.change(lambda: suggestions.decide(workshop_id, *pair, verdict, reason), told, refused)


def _sentence(ui: UiContext, verdict: Verdict, title: str) -> str:
    t = ui.language.t
    if verdict is Verdict.ACCEPTED:
        return t("On the board: {title}", title=title)
    if verdict is Verdict.LATER:
        return t("Not now: {title}", title=title)
    return t("Called wrong: {title}", title=title)
