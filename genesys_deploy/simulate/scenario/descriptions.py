"""What each key of a scenario file means, in a line that an editor shows.

A key that means something else in one class stands a second time, after the name of the class.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = ["DESCRIPTIONS"]

DESCRIPTIONS: Final = MappingProxyType(
    {
        "flow": "A channel of the project, or the YAML of a flow beside this file.",
        "overlay": "The overlay of the settings; without it, local.",
        "world": "How each Data Action answers, by name: outputs, failure, timeout, {http: …}, live, or a list in turn.",
        "org": "What the org holds beside Data Actions: schedules, data tables, bots, common modules.",
        "schedules": "How a schedule or a group of schedules is judged, by name: open, closed and so on.",
        "tables": "Rows of data tables, by the table's name and the row's key.",
        "bots": "How a bot flow ends, by name.",
        "modules": "Outputs of common modules whose flows are not at hand, by name.",
        "exit_reason": "Why the bot gave the conversation back.",
        "intent": "The intent that the bot found.",
        "outputs": "Outputs by name, as JSON has them.",
        "unreachable": "What no message can go through; coverage does not ask for it.",
        "what": "File and words, as --missed shows them, without the line.",
        "why": "Why nothing can get there.",
        "name": "What the scenario shows; <column> is filled from its rows.",
        "message": "The message that comes in.",
        "then": "What should come of it; what is not named is not looked at, but for the queue.",
        "again": "Further messages of the same conversation.",
        "settings": "Laid over the overlay's settings; the flow is rendered anew.",
        "variables": "Input variables of the flow, by name.",
        "rows": "The scenario runs once for each; the values fill <column> in all of its texts.",
        "from": "The sender's id on the platform; ~ for none.",
        "Given.name": "The sender's display name.",
        "handle": "The sender's handle, put where the channel's settings say.",
        "text": "The text; hello without it.",
        "attachment": "A message without a text.",
        "authenticated": "Whether the platform authenticated the sender.",
        "further": "A message of a conversation that was there already.",
        "attributes": 'Participant data. Expected: exact, "" absent, ~pattern, = as after the message before.',
        "minutes_later": "Virtual minutes since the message before.",
        "unset": "Built-in variables that the platform leaves without a value.",
        "queue": "The queue where it waits; none where it was disconnected.",
        "ending": "How the run ended; queue or disconnect without it.",
        "priority": "The priority in the queue.",
        "skills": "The skills asked for, in order.",
        "language": "The language skill asked for.",
        "calls": "The Data Actions called, in order.",
        "called_with": "Some inputs of a Data Action's call, in the notation of attributes.",
        "never_called": "Data Actions that must not be called.",
        "says": "What the customer sees, in the notation of attributes.",
        "path": "The states, in order.",
        "actions_at_most": "How many actions may be executed.",
    }
)
