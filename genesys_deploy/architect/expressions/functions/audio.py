"""Audio and prompts: they type-check, so that call flows can be checked; playing them is the platform's."""

from __future__ import annotations

from typing import Final

from genesys_deploy.architect.expressions.signatures import Function

__all__ = ["FUNCTIONS"]

_SILENT: Final = "inboundShortMessage inqueueShortMessage workflow inboundEmail workitem"
_SIGNATURES: Final = {
    "AudioPlaybackOptions": (
        "audio: audioOrPrompt, bargeIn: boolean -> audio",
        "audio: audioOrPrompt, bargeIn: boolean, flushNow: boolean -> audio",
    ),
    "FindSystemPrompt": (
        "promptName: string? -> prompt",
        "promptName: notSet? -> prompt",
    ),
    "FindUserPrompt": (
        "promptName: string? -> prompt",
        "promptName: notSet? -> prompt",
    ),
    "ToAudioTTS": (
        "text: string? -> audio",
        "text: string?, iETFLanguageTag: string -> audio",
        "text: string?, stringAudioFormat: stringFormat -> audio",
    ),
    "ToAudioBlank": ("lengthMs: integer 0.. -> audio",),
    "ToAudioBool": (
        "boolToConvert: boolean? -> audio",
        "boolToConvert: boolean?, boolAudioFormat: boolFormat -> audio",
    ),
    "ToAudioDuration": ("durationToConvert: duration? -> audio",),
    "ToAudioPhoneNumber": (
        "phoneNumberToConvert: phoneNumber? -> audio",
        "phoneNumberToConvert: phoneNumber?, phoneNumberFormat: phoneNumberFormat -> audio",
        "phoneNumberToConvert: phoneNumber?, dialingCode: string? -> audio",
        "stringToConvert: string? -> audio",
    ),
    "ToAudioCurrency": (
        "currencyToConvert: currency? -> audio",
        "currencyToConvert: currency?, currencyAudioFormat: currencyFormat -> audio",
        "currencyToConvert: currency?, numberOfDecimalPlaces: integer -> audio",
    ),
    "ToAudioPercent": (
        "integerToConvert: integer? -> audio",
        "decimalToConvert: decimal? -> audio",
        "decimalToConvert: decimal?, numberOfDecimalPlaces: integer -> audio",
    ),
    "ToAudioDate": (
        "dateTimeToConvert: dateTime? -> audio",
        "dateTimeToConvert: dateTime?, dateAudioFormat: dateFormat -> audio",
    ),
    "ToAudioDateTime": ("dateTimeToConvert: dateTime? -> audio",),
    "ToAudioTime": (
        "dateTimeToConvert: dateTime? -> audio",
        "dateTimeToConvert: dateTime?, timeAudioFormat: timeFormat -> audio",
    ),
    "ToAudio": ("promptToConvert: prompt -> audio",),
    "ToAudioNumber": (
        "integerToConvert: integer? -> audio",
        "integerToConvert: integer?, languageContext: languageContext+ -> audio",
        "integerToConvert: integer?, numberAudioFormat: numberFormat -> audio",
        "integerToConvert: integer?, numberAudioFormat: numberFormat, languageContext: languageContext+ -> audio",
        "decimalToConvert: decimal? -> audio",
        "decimalToConvert: decimal?, languageContext: languageContext+ -> audio",
        "decimalToConvert: decimal?, numberAudioFormat: numberFormat -> audio",
        "decimalToConvert: decimal?, numberAudioFormat: numberFormat, languageContext: languageContext+ -> audio",
        "decimalToConvert: decimal?, numberOfDecimalPlaces: integer -> audio",
        "decimalToConvert: decimal?, numberOfDecimalPlaces: integer, languageContext: languageContext+ -> audio",
        "decimalToConvert: decimal?, numberAudioFormat: numberFormat, numberOfDecimalPlaces: integer -> audio",
        "decimalToConvert: decimal?, numberAudioFormat: numberFormat, numberOfDecimalPlaces: integer, languageContext: languageContext+ -> audio",
    ),
    "ToAudioNumberOrdinal": (
        "integerToConvert: integer? -> audio",
        "integerToConvert: integer?, languageContext: languageContext+ -> audio",
    ),
    "ToAudioTimeRange": ("lowerBound: integer, upperBound: integer, timePart: timePart? -> audio",),
}

FUNCTIONS: Final = tuple(
    Function(name, {f"{signature} except {_SILENT}": None for signature in signatures})
    for name, signatures in _SIGNATURES.items()
)
