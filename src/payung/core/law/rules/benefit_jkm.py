"""Death benefit (JKM): PP 44/2015 article 34, PP 82/2019; waiting time of Permenaker 1/2025."""

from payung.core.law.language import Days, Flag, Months, Rupiah, Segment, p


def jkm_waited(months_clock: Months, days_member: Days, clock_by_days: Flag) -> Flag:
    """Masa tunggu JKM terpenuhi | JKM waiting time served

    The months count from the start of the present spell of cover; a lapse begins a new spell.
    """
    if clock_by_days:
        return days_member >= p.jkm_waiting_days
    return months_clock >= p.jkm_waiting_months


def jkm_full(jkm_waited: Flag, clock_for_all: Flag, segment: Segment) -> Flag:
    """Santunan JKM penuh | JKM paid in full

    The text is read before the district's reading of it, so that an uncertain scope is told.
    """
    return jkm_waited or not (p.jkm_waiting_applies[segment] or clock_for_all)


def jkm_santunan(jkm_full: Flag) -> Rupiah:
    """Santunan kematian | Death grant"""
    return p.jkm_amount["santunan"] if jkm_full else 0


def jkm_berkala(jkm_full: Flag) -> Rupiah:
    """Santunan berkala 24 bulan, dibayar sekaligus | Periodic grant of 24 months, paid at once"""
    return p.jkm_amount["berkala"] if jkm_full else 0


def jkm_pemakaman() -> Rupiah:
    """Biaya pemakaman | Funeral costs"""
    return p.jkm_amount["pemakaman"]
