"""A customer's own rhythm, reckoned a second time: the model of ../shared/rhythm.md ("The model", "Season") under the
numbers of rhythm.yaml, which no random book has: the shipped ones. Sums and bisection, where the program has series of its own
and Newton's steps."""
from datetime import timedelta
from fractions import Fraction
from functools import lru_cache
from math import erfc, exp, lgamma, log, log1p, sqrt

KINDS = (1, 2, 4, 8, 16, 32, 64)
WEIGHTS = (0.12, 0.04, 0.06, 0.08, 0.25, 0.20, 0.25)
SHAPE, SCALE = 1.6, 10.625 * 1.6
LEAVE, STAY = 0.0816327 * 9.8, (1 - 0.0816327) * 9.8
SILENCE, STRETCH = 0.05, 6
MERGE_DAYS = 3


def merged(days):
    """"merge_days (3) joins split shipments", counted from the first of them."""
    kept = []
    for day in days:
        if not kept or (day - kept[-1]).days >= MERGE_DAYS:
            kept.append(day)
    return kept


class Kind:
    """A customer as one of a regularity, `elapsed` weeks after its last order."""

    def __init__(self, k, weight, gaps, elapsed):
        self.k, count = k, len(gaps)
        self.shape, self.scale, self.elapsed = SHAPE + k * count, SCALE / k + sum(gaps), elapsed
        usual, silent = self.longer(elapsed), exp(-self.shape * log1p(elapsed / (STRETCH * k) / self.scale))
        whole = (1 - SILENCE) * usual + SILENCE * silent
        orders = (k - 1) * sum(map(log, gaps)) - count * lgamma(k) + lgamma(self.shape) - lgamma(SHAPE)
        orders += SHAPE * log(SCALE / k) - self.shape * log(self.scale)
        stayed = lbeta(LEAVE, STAY + count + 1) - lbeta(LEAVE, STAY)
        left = LEAVE / (STAY + count)
        self.ln = log(weight) + orders + stayed + log(whole + left)
        # The part of it that is in rhythm.
        self.rhythm = (1 - SILENCE) * usual / (whole + left)
        self.silent = SILENCE * silent / (whole + left)
        self.stay = STAY + count + 1

    def orders(self, weeks):
        """E[orders ≤ h] as rhythm.md has it: over the steps j made since the last order, and the orders n to come."""
        part = self.elapsed / (self.scale + self.elapsed)
        made = [1.0]
        for j in range(1, self.k):
            made.append(made[-1] * (self.shape + j - 1) / j * part)
        step = weeks / (self.scale + self.elapsed + weeks)
        total = 0.0
        for j, weight in enumerate(made):
            if weight < 1e-12 * max(made):
                continue
            # The steps to come are negative binomial, NB(A + j, step): how likely they are at least so many.
            shape, stays, at_least, order = self.shape + j, 1.0, 1.0, 1
            chance, count, left = exp(shape * log1p(-step)), 0, self.k - j
            while True:
                while count < left:
                    at_least -= chance
                    chance *= (shape + count) / (count + 1) * step
                    count += 1
                if at_least < 1e-11:
                    break
                total += weight / sum(made) * stays * at_least
                # B(a, b+x+n+1) / B(a, b+x+n)
                stays *= (self.stay + order - 1) / (LEAVE + self.stay + order - 1)
                order, left = order + 1, left + self.k
        back = exp(-self.shape * (log1p((self.elapsed + weeks) / (STRETCH * self.k) / self.scale)
                                  - log1p(self.elapsed / (STRETCH * self.k) / self.scale)))
        return self.rhythm * total + self.silent * (1 - back)

    def longer(self, weeks):
        """S_k(e): the gap is longer than that."""
        part = weeks / (self.scale + weeks)
        term = total = 1.0
        for j in range(1, self.k):
            term *= (self.shape + j - 1) / j * part
            total += term
        return min(1.0, exp(-self.shape * log1p(weeks / self.scale) + log(total)))


def lbeta(a, b):
    return lgamma(a) + lgamma(b) - lgamma(a + b)


class Outlook:
    def __init__(self, days, day):
        gaps = [(later - earlier).days / 7 for earlier, later in zip(days, days[1:])]
        self.elapsed = (day - days[-1]).days / 7
        self.kinds = [Kind(k, weight, gaps, self.elapsed) for k, weight in zip(KINDS, WEIGHTS)]
        most = max(kind.ln for kind in self.kinds)
        chances = [exp(kind.ln - most) for kind in self.kinds]
        self.chances = [chance / sum(chances) for chance in chances]
        self.in_rhythm = sum(chance * kind.rhythm for chance, kind in zip(self.chances, self.kinds))

    def usual(self):
        return sum(chance * kind.scale * kind.k / kind.shape for chance, kind in zip(self.chances, self.kinds))

    def until(self, part):
        """After so many weeks this part of those in rhythm has ordered."""
        shares = [chance * kind.rhythm for chance, kind in zip(self.chances, self.kinds)]
        now = [kind.longer(self.elapsed) for kind in self.kinds]

        def left(weeks):
            later = (share * kind.longer(self.elapsed + weeks) / start
                     for share, kind, start in zip(shares, self.kinds, now) if share > 0 and start > 0)
            return sum(later) / sum(shares)
        low, high = 0.0, 1.0
        while left(high) > 1 - part:
            high *= 2
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if left(middle) > 1 - part else (low, middle)
        return low


def year_after(day):
    """The same day of the next year; 28 February after the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def repeated(days):
    """Which order the last one repeats: "of several such ones, it is the one before which an order lies that the last but
    one repeats" (src/rules/rhythm/season.rs, a reading: rhythm.md says "the first anniversary of an earlier order")."""
    off = lambda day, of: abs((year_after(day) - of).days)
    found = []
    for at, day in enumerate(days[:-1]):
        own = off(day, days[-1])
        if own < 28:
            before = off(days[at - 1], days[-2]) if at else 28
            found.append((own + before, at))
    return min(found)[1] if found else None


def year_ahead(days):
    """The anniversaries still to come, each of an order after the one that the last one repeats, as (day, order)."""
    at = repeated(days)
    pairs = [(year_after(day), day) for day in days[0 if at is None else at + 1:]]
    return [(day, of) for day, of in pairs if day > days[-1]]


def gaps_of(days):
    return [(later - earlier).days for earlier, later in zip(days, days[1:])]


class Season:
    """rhythm.md, "Season", and what the program adds (crm help rhythm): who orders once a year is told by the year without a
    comparison, "within less than a week counts as a week", a season left out is followed by the next one of its year."""

    def __init__(self, error, orders, tests):
        self.error, self.tests = error, tests
        self.aside = max(7, -(-error * 19 // 10))
        self.orders = orders[:8]
        self.every = 365 // len(self.orders)

    def turn(self, skipped):
        return self.turns(skipped)[skipped]

    def turns(self, skipped):
        kept = []
        for year in range(1, 201):
            for of in self.orders:
                try:
                    day = of.replace(year=of.year + year)
                except ValueError:
                    day = of.replace(year=of.year + year, day=28)
                if not kept or (day - kept[-1]).days >= 28:
                    kept.append(day)
            if len(kept) > skipped:
                return kept

    def order_between(self, today, until):
        """The chance of the next order (src/rules/rhythm/season.rs): a bell curve about each of its seasons, of which it
        leaves one in so many out, and one in so many has left."""
        leaves, skips = LEAVE / (LEAVE + STAY), 1 / (self.tests + 2)
        deviation = max(self.error * 1.4826, 5.5)
        later = lambda expected, day: erfc((day - expected).days / deviation / sqrt(2)) / 2
        comes, still_open, within = 1 - leaves, 0.0, 0.0
        for expected in self.turns(40):
            own = comes * (1 - skips)
            still_open += own * later(expected, today)
            within += own * (later(expected, today) - later(expected, until))
            comes -= own
            if later(expected, until) >= 1:
                break
        return within / (still_open + comes + leaves)


def season(days):
    if len(days) < 2 or (days[-1] - days[0]).days < 56 * (len(days) - 1):
        return None
    is_yearly = median(gaps_of(days)) >= 300
    errors, gap_errors = [], []
    for known in range(1 if is_yearly else 2, len(days)):
        before, after = days[:known], days[known]
        ahead = year_ahead(before)
        if not ahead or (after - before[0]).days < 365 - 28:
            continue
        errors.append(abs((after - ahead[0][0]).days))
        if not is_yearly:
            gap_errors.append(abs((after - before[-1]).days - median(gaps_of(before))))
    ahead = year_ahead(days)
    if len(errors) < 2 or not ahead:
        return None
    error = median(errors)
    is_better = is_yearly or 2 * max(error, 7) < median(gap_errors)
    return Season(error, [of for _, of in ahead], len(errors)) if is_better and error < 28 else None


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) // 2


class Rhythm:
    """As one knew it on the day of the last order: the usual gap in days, and the days of the order after it."""

    def __init__(self, every, start, middle, end, season=None):
        self.every, self.start, self.middle, self.end, self.season = every, start, middle, end, season

    def asked(self, skipped):
        """"Asked for four weeks to each side of their middle at most" (crm help rhythm)."""
        if self.season:
            middle = self.season.turn(skipped)
            aside = timedelta(days=self.season.aside)
            start, end = middle - aside, middle + aside
        else:
            shift = timedelta(days=skipped * self.every)
            start, middle, end = self.start + shift, self.middle + shift, self.end + shift
        near = timedelta(days=28)
        return max(start, middle - near), min(end, middle + near)


@lru_cache(maxsize=None)
def known_rhythm(order_days, orders, spread):
    """Where the rule (`orders`, `spread`) takes it as known; `order_days` is a tuple, merged."""
    if len(order_days) < max(2, orders):
        return None
    last = order_days[-1]
    found = season(order_days)
    if found is not None:
        expected, aside = found.turn(0), timedelta(days=found.aside)
        rhythm = Rhythm(found.every, expected - aside, expected, expected + aside, found)
    else:
        outlook = Outlook(order_days, last)
        day = lambda part: last + timedelta(days=rounded(outlook.until(part) * 7))
        rhythm = Rhythm(max(1, rounded(outlook.usual() * 7)), day(0.1), day(0.5), day(0.9))
    return rhythm if (rhythm.end - rhythm.start).days <= 2 * spread * rhythm.every else None


@lru_cache(maxsize=None)
def holds(order_days, rhythm, contact):
    """"It isn't said of a customer that is in its rhythm with less than 10 %" (crm help rhythm), on the day of the last contact."""
    return rhythm.season is not None or contact <= rhythm.end or Outlook(order_days, contact).in_rhythm >= 0.09995


@lru_cache(maxsize=None)
def expected_orders(order_days, day, ahead):
    """How many orders are expected within so many days; "of a season the next one alone"; to four digits, as they are told."""
    found = season(order_days)
    if found is not None:
        number = found.order_between(day, day + timedelta(days=ahead))
    else:
        outlook = Outlook(order_days, day)
        parts = zip(outlook.chances, outlook.kinds)
        number = sum(chance * kind.orders(ahead / 7) for chance, kind in parts if chance > 1e-9)
    return Fraction(f"{number:.4f}")


def expected_revenue(history, day, ahead):
    """The orders that are expected, each worth a usual one: the median of the latest eight whose amount is known, shipments
    together (crm help rhythm). `history` is as of the day."""
    days = history.rhythm_days
    sums = {}
    for order in history.orders:
        if order["amount"] is None:
            continue
        amount = history.rules.in_currency(Fraction(str(order["amount"])), order["currency"], order.day)
        if amount is not None:
            first = max(own for own in days if own <= order.day)
            sums[first] = sums.get(first, 0) + amount
    latest = sorted(sums[first] for first in sorted(sums)[-8:])
    if not latest:
        return None
    middle = len(latest) // 2
    usual = latest[middle] if len(latest) % 2 else (latest[middle - 1] + latest[middle]) / 2
    return usual * expected_orders(days, day, ahead)


def rounded(number):
    return int(number + 0.5)
