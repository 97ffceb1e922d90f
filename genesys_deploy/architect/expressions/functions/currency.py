"""Money. A literal currency code must be one of ISO 4217; at run time any text is taken."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.signatures import Function
from genesys_deploy.architect.expressions.values import Currency

__all__ = ["CURRENCY_CODES", "FUNCTIONS"]

_CODES: Final = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BYR
BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MXV MYR
MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
SHP SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU
UYW UZS VED VEF VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
"""
_SIGNS: Final = """
USD=$ EUR=€ GBP=£ JPY=¥ CNY=¥ INR=₹ KRW=₩ RUB=₽ TRY=₺ UAH=₴ VND=₫ ILS=₪ NGN=₦ THB=฿ PHP=₱ PYG=₲ CRC=₡
KZT=₸ AUD=$ CAD=$ NZD=$ HKD=$ SGD=$ MXN=$ ARS=$ CLP=$ COP=$ BRL=R$ CHF=CHF CZK=Kč DKK=kr NOK=kr SEK=kr
ISK=kr HUF=Ft PLN=zł RON=lei BGN=лв. ZAR=R EGP=£ GHS=₵ GEL=₾ AZN=₼ AMD=֏ LAK=₭ KHR=៛ MNT=₮ TWD=NT$
"""
CURRENCY_CODES: Final = frozenset(_CODES.split())
_SYMBOLS: Final = dict(pair.split("=") for pair in _SIGNS.split())


def _make(amount: Decimal | int | None, code: str | None) -> Currency:
    return Currency(None if amount is None else Decimal(amount), code)


def _make_list(amounts: tuple[Decimal | None, ...], code: str | None) -> tuple[Currency, ...]:
    return tuple(Currency(amount, code) for amount in amounts)


def _make_pairs(amounts: tuple[Decimal | None, ...], codes: tuple[str | None, ...]) -> tuple[Currency, ...]:
    if len(amounts) != len(codes):
        raise EvaluationError(
            f"there are {len(amounts)} amounts and {len(codes)} codes; it takes as many of each"
        )
    return tuple(map(Currency, amounts, codes))


def _symbol(code: str) -> str:
    return _SYMBOLS.get(code.upper(), code)


def _symbol_of(value: Currency | None) -> str | None:
    return _symbol(value.code) if value is not None and value.code is not None else None


def _convert(value: Currency | None, code: str | None, per_unit: Decimal | None = None) -> Currency | None:
    """`per_unit`: how much of the source one unit of the destination costs."""
    if value is None or value.amount is None or per_unit is None:
        return None if value is None else Currency(value.amount, code)
    if not per_unit:
        raise EvaluationError("an exchange rate of zero")
    return Currency(value.amount / per_unit, code)


FUNCTIONS: Final = (
    Function(
        "MakeCurrency",
        {
            "amount: decimal?, currencyCode: string? code -> currency": _make,
            "amount: integer?, currencyCode: string? code -> currency": _make,
        },
    ),
    Function(
        "MakeListCurrency",
        {
            "amounts: decimalCollection, currencyCode: string? code -> currencyCollection": _make_list,
            "amounts: decimalCollection, currencyCodes: stringCollection -> currencyCollection": _make_pairs,
        },
    ),
    Function(
        "GetCurrencySymbol",
        {
            "currencyCode: string code -> string": _symbol,
            "currency: currency? -> string": _symbol_of,
        },
    ),
    Function(
        "ConvertCurrency",
        {
            "sourceCurrency: currency?, destinationCurrencyCode: string? code -> currency": _convert,
            "sourceCurrency: currency?, destinationCurrencyCode: string? code, sourcePerDestExchangeRate: decimal"
            " -> currency": _convert,
        },
    ),
)
