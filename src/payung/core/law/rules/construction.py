"""Construction: PP 44/2015, Permenaker 44/2015; by contract value (slices) or by known wages."""

from payung.core.law.language import Amount, Rupiah, half_up, p


def jkk_construction_value(contract_value: Amount) -> Rupiah:
    """Iuran JKK konstruksi menurut nilai kontrak | JKK of construction by contract value"""
    return half_up(p.construction_jkk_bands.marginal(contract_value) * p.relief_2020_due["jkk"])


def jkm_construction_value(contract_value: Amount) -> Rupiah:
    """Iuran JKM konstruksi menurut nilai kontrak | JKM of construction by contract value"""
    return half_up(p.construction_jkm_bands.marginal(contract_value) * p.relief_2020_due["jkm"])


def jkk_construction_wage(wage: Amount) -> Rupiah:
    """Iuran JKK konstruksi menurut upah | JKK of construction by wages"""
    return half_up(wage * p.construction_wage_rate["jkk"] * p.relief_2020_due["jkk"])


def jkm_construction_wage(wage: Amount) -> Rupiah:
    """Iuran JKM konstruksi menurut upah | JKM of construction by wages"""
    return half_up(wage * p.construction_wage_rate["jkm"] * p.relief_2020_due["jkm"])
