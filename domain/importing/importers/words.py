"""Words in cells: a kind or method by its usual names in English and French, as keys of ``names.key_of``."""

from types import MappingProxyType

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.importing.readers.names import key_of

_METHODS = {
    PaymentMethod.CASH: "comptant; espèces; argent; argent comptant",
    PaymentMethod.CHECK: "cheque; chèque; paper check; money order; mandat",
    PaymentMethod.CARD: "credit card; debit card; carte; carte de crédit; carte de débit; visa; mastercard; amex; "
    "american express; discover; interac; stripe; square",
    PaymentMethod.ECHECK: "e-check; electronic check; ach; ach bank transfer; direct debit; chèque électronique; "
    "prélèvement; prélèvement automatique; débit préautorisé; pre-authorized debit; pad; bank remittance",
    PaymentMethod.TRANSFER: "bank transfer; bank payment; wire; wire transfer; virement; virement bancaire; e-transfer; "
    "interac e-transfer; virement interac; eft; direct deposit; dépôt direct",
    PaymentMethod.OTHER: "autre; paypal; unknown; inconnu; credit balance",
}
_KINDS = {
    TransactionKind.PAYMENT: "paiement; receipt; reçu; invoice payment; customer payment; règlement",
    TransactionKind.DEPOSIT: "dépôt; prepayment; advance; customer advance; retainer; retainer payment; acompte; avance",
}
METHODS = MappingProxyType({key_of(name): method for method, names in _METHODS.items() for name in names.split(";")})
KINDS = MappingProxyType({key_of(name): kind for kind, names in _KINDS.items() for name in names.split(";")})
