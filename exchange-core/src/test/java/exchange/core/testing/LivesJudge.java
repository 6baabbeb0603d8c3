package exchange.core.testing;

import static exchange.core.testing.Trade.HAMBURG;
import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.billing.Amendment;
import exchange.core.billing.Billing;
import exchange.core.billing.Billing.State;
import exchange.core.billing.Claim;
import exchange.core.billing.Document;
import exchange.core.capacity.CapacityProfile;
import exchange.core.dispute.Dispute;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Escrow;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.PurposeTotal;
import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.novation.Novation;
import exchange.core.sublet.Sublet.Consent;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.Quantities;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/**
 * Looks at a market from outside and knows what must be true of it: what each member has is what it
 * put in, less its invoices and what lies for it, plus its statements; what is free is what no
 * lease has; and a lease goes only where its state may lead.
 */
final class LivesJudge {
  private static final int DAYS = 120;
  private static final Set<ChargeCode> FEES =
      Set.of(ChargeCode.CANCELLATION_FEE, ChargeCode.RELEASE_FEE);

  private static final Map<State, Set<State>> ARROWS =
      Map.of(
          State.AWAITING_ACCEPTANCE,
          Set.of(State.RUNNING, State.DECLINED, State.LAPSED, State.WITHDRAWN),
          State.RUNNING,
          Set.of(State.CANCELLED, State.DEFAULTED, State.TERMINATED, State.ENDED));

  private final Ports ports;
  private final Caller operator;
  private final Map<UUID, Caller> members;
  private final CurrencyUnit currency;
  private final Map<Purpose, Money> before;
  private final Map<UUID, Lease> leases = new LinkedHashMap<>();
  private final Map<UUID, Money> funded = new HashMap<>();
  private Collection<Claim> claims = List.of();
  private Collection<Dispute> disputes = List.of();
  private Collection<Document> documents = List.of();
  private Collection<Novation> novations = List.of();

  LivesJudge(Ports ports, Caller operator, Map<UUID, Caller> members, CurrencyUnit currency) {
    this.ports = ports;
    this.operator = operator;
    this.members = members;
    this.currency = currency;
    before = totals();
  }

  /** What is known of a lease. */
  static final class Lease {
    private final Contract contract;
    private Billing billing;

    /** What a default would find of its deposit. */
    private Money freeDeposit;

    /** What its owner had of the deposit for a period that was not paid. */
    private Money madeGood;

    /** From then on its space is free, whatever its extent says. */
    private LocalDate until = LocalDate.MAX;

    private Lease(Contract contract, Billing billing) {
      this.contract = contract;
      this.billing = billing;
      freeDeposit = Money.zero(billing.terms().bill().currency());
      madeGood = freeDeposit;
    }

    UUID id() {
      return contract.id();
    }

    LeaseTerms terms() {
      return contract.terms();
    }

    Billing billing() {
      return billing;
    }

    int on(LocalDate day) {
      return switch (billing.state()) {
        case DECLINED, LAPSED, WITHDRAWN, CANCELLED -> 0;
        case AWAITING_ACCEPTANCE, RUNNING, DEFAULTED, TERMINATED, ENDED ->
            day.isBefore(until) ? billing.extent().quantities().on(day) : 0;
      };
    }
  }

  Collection<Lease> leases() {
    return leases.values();
  }

  Lease lease(UUID id) {
    return requireNonNull(leases.get(id));
  }

  List<Claim> claims() {
    return List.copyOf(claims);
  }

  List<Dispute> disputes() {
    return List.copyOf(disputes);
  }

  Collection<Novation> novations() {
    return novations;
  }

  List<Document> invoices(UUID lease) {
    return documents.stream()
        .filter(each -> each.kind() == Document.Kind.INVOICE && each.contractId().equals(lease))
        .toList();
  }

  void funded(Caller member, Money amount) {
    funded.merge(member.organizationId(), amount, Money::plus);
  }

  void settled(UUID contractId) {
    Contract contract = now(ports.contracts().find(contractId, operator));
    leases.put(contractId, new Lease(contract, billing(contractId)));
  }

  private Billing billing(UUID id) {
    return now(ports.billings().find(id, operator));
  }

  void judge(Instant at, List<UUID> listings) {
    claims = all(ports.claims()::page, Claim::id);
    disputes = all(ports.disputes()::page, Dispute::id);
    documents = all(ports.documents()::page, Document::id);
    novations = all(ports.novations()::page, Novation::id);
    leases.values().forEach(lease -> judgeStep(lease, billing(lease.id()), at));
    leases.values().forEach(this::judgeTermination);
    judgeMoney();
    judgeSpace(listings);
  }

  /** Of all members; not of everybody, for there may be more in the store. */
  private <T> Collection<T> all(
      BiFunction<Caller, Page.Query, Mono<Page<T>>> pages, Function<T, UUID> id) {
    Map<UUID, T> found = new LinkedHashMap<>();
    for (Caller member : members.values()) {
      Optional<Long> next = Optional.empty();
      do {
        Page<T> page = now(pages.apply(member, new Page.Query(200, next)));
        page.items().forEach(each -> found.put(id.apply(each), each));
        next = page.next();
      } while (next.isPresent());
    }
    return found.values();
  }

  private void judgeStep(Lease lease, Billing now, Instant at) {
    Billing was = lease.billing;
    if (now.state() != was.state()) {
      assertThat(ARROWS.getOrDefault(was.state(), Set.of()))
          .as("from %s", was.state())
          .contains(now.state());
      if (now.state() == State.DEFAULTED || now.state() == State.TERMINATED) {
        lease.until = LocalDate.ofInstant(at, HAMBURG.zone()).plusDays(1);
        Money share = unpaidShare(now, lease.until);
        lease.madeGood = share.isLessThan(lease.freeDeposit) ? share : lease.freeDeposit;
      }
    }
    assertThat(now.closed()).isBetween(was.closed(), now.funded());
    assertThat(now.funded()).isLessThanOrEqualTo(now.requested());
    assertThat(now.requested()).isLessThanOrEqualTo(now.extent().bill().periods().size());
    if (!now.extent().equals(was.extent())) {
      judgeAmendment(was.extent().quantities(), now.extent().quantities(), at);
    }
    lease.billing = now;
  }

  /** Units become fewer, and only on days that have not begun. */
  private static void judgeAmendment(Quantities was, Quantities is, Instant at) {
    was.stay()
        .from()
        .datesUntil(was.stay().to())
        .forEach(
            day ->
                assertThat(is.on(day)).isBetween(hasBegun(day, at) ? was.on(day) : 0, was.on(day)));
  }

  private static boolean hasBegun(LocalDate day, Instant at) {
    return day.atStartOfDay(HAMBURG.zone()).toInstant().isBefore(at);
  }

  /** The owner's share of the period that was to be funded next, for the days before another. */
  private Money unpaidShare(Billing ended, LocalDate until) {
    if (ended.state() == State.DEFAULTED) {
      return ended.ownersShare(ended.funded());
    }
    List<Bill.Period> periods = ended.extent().bill().periods();
    if (ended.funded() == periods.size()
        || !periods.get(ended.funded()).dates().from().isBefore(until)) {
      return none();
    }
    Bill.Period period = periods.get(ended.funded());
    LocalDate end = period.dates().to().isBefore(until) ? period.dates().to() : until;
    int used = new DateRange(period.dates().from(), end).days();
    return period.lines().stream()
        .filter(line -> line.code() != ChargeCode.COMMISSION)
        .map(
            line ->
                line.amount()
                    .multipliedBy(used)
                    .dividedBy(period.dates().days(), RoundingMode.HALF_UP))
        .reduce(none(), Money::plus);
  }

  private void judgeTermination(Lease lease) {
    if (lease.billing.state() == State.TERMINATED) {
      assertThat(lease(lease.contract.chain().get(0).contractId()).billing.state())
          .isIn(State.DEFAULTED, State.TERMINATED);
    }
  }

  private Money none() {
    return Money.zero(currency);
  }

  /** What the papers say of one lease or member, added up. */
  private final class Sums {
    private final Map<UUID, Money> sums = new HashMap<>();

    void add(UUID of, Money amount) {
      sums.merge(of, amount, Money::plus);
    }

    Money of(UUID id) {
      return sums.getOrDefault(id, none());
    }
  }

  private void judgeMoney() {
    Sums wallets = new Sums();
    funded.forEach(wallets::add);
    Sums awarded = new Sums();
    Sums claimed = new Sums();
    Sums frozen = new Sums();
    Sums handedBack = new Sums();
    Money disputed = none();
    Money fees = none();
    for (Claim each : claims) {
      (each.awarded().isPresent() ? awarded : claimed)
          .add(each.contractId(), each.awarded().orElse(each.amount()));
    }
    for (Dispute each : disputes) {
      Money out = each.paid().orElse(each.frozen());
      disputed = disputed.plus(each.paid().isPresent() ? none() : out);
      if (each.openerId().equals(lease(each.contractId()).terms().ownerId())) {
        (each.paid().isPresent() ? awarded : frozen).add(each.contractId(), out);
      } else {
        wallets.add(each.respondentId(), out.negated());
        wallets.add(each.openerId(), each.paid().orElse(none()));
      }
    }
    for (Novation each : novations) {
      if (each.state() == Novation.State.TAKEN) {
        handedBack.add(each.contractId(), each.depositBack().orElseThrow());
        wallets.add(each.holderId(), each.price());
        wallets.add(each.newcomerId(), each.price().negated());
      }
    }
    for (Document each : documents) {
      if (each.kind() == Document.Kind.INVOICE) {
        wallets.add(each.recipientId().orElseThrow(), each.total().negated());
        fees = fees.plus(commission(each));
      } else if (each.kind() == Document.Kind.STATEMENT) {
        wallets.add(each.issuerId().orElseThrow(), each.total());
      }
    }
    Money escrows = none();
    Money deposits = none();
    for (Lease lease : leases.values()) {
      UUID id = lease.id();
      Billing billing = lease.billing;
      boolean live = ARROWS.containsKey(billing.state());
      lease.freeDeposit =
          live
              ? lease
                  .terms()
                  .conditions()
                  .deposit()
                  .minus(handedBack.of(id))
                  .minus(awarded.of(id))
                  .minus(frozen.of(id))
                  .minus(claimed.of(id))
              : none();
      Money deposit = lease.freeDeposit.plus(claimed.of(id)).plus(undecided(id));
      Money ahead = live ? billing.paidAhead() : none();
      assertThat(now(ports.ledger().escrow(id, operator))).isEqualTo(new Escrow(ahead, deposit));
      assertThat(lease.freeDeposit.isNegative()).isFalse();
      escrows = escrows.plus(ahead);
      deposits = deposits.plus(deposit);
      Money kept = awarded.of(id).plus(lease.madeGood);
      wallets.add(lease.terms().ownerId(), kept);
      wallets.add(
          lease.terms().exporterId(), ahead.plus(deposit).plus(kept).plus(frozen.of(id)).negated());
    }
    for (Caller member : members.values()) {
      Money wallet = wallets.of(member.organizationId());
      assertThat(wallet(member)).isEqualTo(wallet);
      assertThat(wallet.isNegative()).isFalse();
    }
    Map<Purpose, Money> now = totals();
    assertThat(changed(now, Purpose.ESCROW)).isEqualTo(escrows);
    assertThat(changed(now, Purpose.DEPOSIT)).isEqualTo(deposits);
    assertThat(changed(now, Purpose.DISPUTED)).isEqualTo(disputed);
    assertThat(changed(now, Purpose.FEES)).isEqualTo(fees);
    assertThat(changed(now, Purpose.BY_HAND))
        .isEqualTo(funded.values().stream().reduce(none(), Money::plus).negated());
  }

  private Money undecided(UUID lease) {
    return now(ports.amendments().agreed(lease, operator)).stream()
        .filter(each -> each.feeKept().isEmpty())
        .map(Amendment::fee)
        .reduce(none(), Money::plus);
  }

  private Money commission(Document invoice) {
    return invoice.lines().stream()
        .filter(line -> line.code() == ChargeCode.COMMISSION)
        .map(Bill.Line::amount)
        .reduce(none(), Money::plus);
  }

  private Money wallet(Caller member) {
    return now(ports.ledger().wallet(member.organizationId(), member)).stream()
        .filter(each -> each.getCurrencyUnit().equals(currency))
        .findFirst()
        .orElse(none());
  }

  private Money changed(Map<Purpose, Money> now, Purpose purpose) {
    return now.getOrDefault(purpose, none()).minus(before.getOrDefault(purpose, none()));
  }

  /** Of the currency; no currency adds up to anything. */
  private Map<Purpose, Money> totals() {
    Map<Purpose, Money> totals = new EnumMap<>(Purpose.class);
    Map<CurrencyUnit, Money> sums = new HashMap<>();
    for (PurposeTotal each : now(ports.ledger().totals())) {
      CurrencyUnit of = each.total().getCurrencyUnit();
      sums.merge(of, each.total(), Money::plus);
      if (of.equals(currency)) {
        totals.put(each.purpose(), each.total());
      }
    }
    sums.values().forEach(sum -> assertThat(sum.isZero()).isTrue());
    return totals;
  }

  /** On every day, free is what no lease has, and no lease lets more than it has. */
  private void judgeSpace(List<UUID> listings) {
    Map<UUID, int[]> leased = new HashMap<>();
    Map<UUID, int[]> kept = new HashMap<>();
    for (Lease lease : leases.values()) {
      add(leased, lease.terms().listingId(), has(lease));
    }
    for (UUID id : listings) {
      Listing listing = now(ports.listings().find(id)).value();
      int[] taken = leased.getOrDefault(id, new int[DAYS]);
      int[] room = room(listing);
      assertThat(free(id)).as("free of %s", id).isEqualTo(less(room, taken));
      assertThat(Arrays.stream(free(id)).min().orElseThrow()).as("free of %s", id).isNotNegative();
      listing
          .parent()
          .ifPresent(
              parent ->
                  add(
                      kept,
                      parent.contractId(),
                      listing.open() || isWaiting(listing) ? room : taken));
    }
    kept.forEach(
        (above, all) -> {
          int[] left = less(has(lease(above)), all);
          assertThat(Arrays.stream(left).min().orElseThrow())
              .as("left of %s", above)
              .isNotNegative();
        });
  }

  private static void add(Map<UUID, int[]> sums, UUID of, int[] units) {
    int[] sum = sums.computeIfAbsent(of, none -> new int[DAYS]);
    Arrays.setAll(sum, day -> sum[day] + units[day]);
  }

  private static int[] less(int[] all, int[] some) {
    int[] left = new int[DAYS];
    Arrays.setAll(left, day -> all[day] - some[day]);
    return left;
  }

  private static int[] has(Lease lease) {
    int[] units = new int[DAYS];
    Arrays.setAll(units, day -> lease.on(OPENING.plusDays(day)));
    return units;
  }

  private static int[] room(Listing listing) {
    int[] room = new int[DAYS];
    int first = dayOf(listing.window().from());
    Arrays.fill(room, first, first + listing.window().days(), listing.quantity());
    return room;
  }

  private int[] free(UUID listing) {
    CapacityProfile profile = now(ports.capacities().free(listing));
    int[] free = new int[DAYS];
    int[] units = profile.units();
    System.arraycopy(units, 0, free, dayOf(profile.firstDay()), units.length);
    return free;
  }

  private static int dayOf(LocalDate day) {
    return Math.toIntExact(OPENING.until(day, ChronoUnit.DAYS));
  }

  private boolean isWaiting(Listing sublet) {
    UUID above = sublet.parent().orElseThrow().contractId();
    Caller tenant = requireNonNull(members.get(sublet.ownerId()));
    return now(
            ports.sublets().page(tenant, Optional.of(above), new Page.Query(200, Optional.empty())))
        .items()
        .stream()
        .filter(each -> each.listing().id().equals(sublet.id()))
        .anyMatch(each -> each.consent() == Consent.WAITING);
  }

  /** Where a lease hung, and what it went through. */
  List<String> kindsOf(Lease lease) {
    List<String> kinds = new ArrayList<>();
    kinds.add("below " + lease.contract.chain().size());
    for (Amendment each : now(ports.amendments().agreed(lease.id(), operator))) {
      boolean handedOver = novations.stream().anyMatch(other -> other.id().equals(each.id()));
      kinds.add(
          (handedOver ? "handed over" : "given back") + (each.units() == 0 ? ", all" : ", a part"));
    }
    lease.contract.annexOf().ifPresent(other -> kinds.add("added"));
    return kinds;
  }

  /** All have ended, were invoiced as they were quoted, and nothing lies anywhere. */
  void assertNothingIsLeft() {
    Map<Purpose, Money> now = totals();
    for (Purpose purpose : List.of(Purpose.ESCROW, Purpose.DEPOSIT, Purpose.DISPUTED)) {
      assertThat(changed(now, purpose)).as("%s", purpose).isEqualTo(none());
    }
    for (Lease lease : leases.values()) {
      Billing billing = lease.billing;
      assertThat(billing.next()).isEmpty();
      if (billing.state() != State.TERMINATED) {
        assertThat(
                invoices(lease.id()).stream()
                    .map(Document::lines)
                    .filter(lines -> !FEES.contains(lines.get(0).code())))
            .containsExactlyInAnyOrderElementsOf(
                billing.extent().bill().periods().stream()
                    .limit(billing.closed())
                    .map(Bill.Period::lines)
                    .toList());
      }
    }
  }
}
