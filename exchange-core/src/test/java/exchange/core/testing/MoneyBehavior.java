package exchange.core.testing;

import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.annex.ExtendContract;
import exchange.core.billing.AmendContract;
import exchange.core.billing.Amendment;
import exchange.core.billing.BillContracts;
import exchange.core.billing.Billing;
import exchange.core.billing.CancelContract;
import exchange.core.billing.Claim;
import exchange.core.billing.DecideReleaseFees;
import exchange.core.billing.Document;
import exchange.core.capacity.CapacityProfile;
import exchange.core.capacity.HoldLimits;
import exchange.core.currency.Conversion;
import exchange.core.currency.ConvertMoney;
import exchange.core.dispute.Dispute;
import exchange.core.dispute.Dispute.Party;
import exchange.core.dispute.DisputeRules;
import exchange.core.dispute.Disputes;
import exchange.core.dispute.Move;
import exchange.core.dispute.Subject;
import exchange.core.guarantee.GuaranteePool;
import exchange.core.guarantee.Receivable;
import exchange.core.lease.Conditions;
import exchange.core.lease.Cover;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.ReleaseSchedule;
import exchange.core.ledger.Escrow;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.PurposeTotal;
import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.listing.RateCard;
import exchange.core.member.Caller;
import exchange.core.novation.HandLeaseOver;
import exchange.core.novation.Novation;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Page;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Random lives of leases. After every step, all that lies anywhere is compared with what it should
 * be by the terms of the leases and how far each has come.
 */
public abstract class MoneyBehavior extends SequencesBehavior {
  private static final Set<ChargeCode> FEES =
      Set.of(ChargeCode.CANCELLATION_FEE, ChargeCode.RELEASE_FEE);
  private static final Pricing PRICING = new Pricing(BigDecimal.valueOf(5));
  private static final Instant BEGIN =
      OPENING.minusDays(40).atStartOfDay().toInstant(ZoneOffset.UTC);
  private static final DisputeRules RULES = new DisputeRules(5, 9, 400, "Singapore", "Singapore");
  private static final Duration FAR = Duration.ofDays(5000);

  @Test
  void moneyIsWhereItShouldBeAfterEveryStep() {
    liveAll(
        (seed, seen) -> new Life(seed, seen).live(),
        "ENDED",
        "DEFAULTED",
        "CANCELLED",
        "a fee",
        "units given back",
        "an early end",
        "units or days added",
        "handed over",
        "NOVATION_NOT_OPEN",
        "a fee for units given back",
        "a fee mitigated",
        "NOTICE_TOO_SHORT",
        "AMENDMENT_OUTDATED",
        "QUOTE_EXPIRED",
        "a credit note",
        "a conversion",
        "AGREED",
        "RULED",
        "CLAIM_EXCEEDS_DEPOSIT",
        "CLAIM_DECIDED",
        "a payout",
        "a recovery",
        "CAPACITY_EXHAUSTED",
        "CURRENCY_EXHAUSTED",
        "GUARANTEE_EXHAUSTED",
        "INSUFFICIENT_FUNDS",
        "CANCELLATION_TOO_LATE",
        "CONTRACT_ENDED",
        "ALREADY_CREDITED",
        "FINAL",
        "SETTLED",
        "WITHDRAWN",
        "an award that is owed",
        "ALREADY_DISPUTED",
        "INVOICE_DISPUTED",
        "DISPUTE_EXCEEDS_LINE",
        "DISPUTE_OUT_OF_TURN",
        "DISPUTE_AWAITS_ANSWER",
        "DISPUTE_DEADLINE_PASSED",
        "OFFER_NOT_OPEN");
  }

  /** One owner, two exporters with money in two currencies, one slot in one of them. */
  private final class Life {
    private final Random random;
    private final Set<String> seen;
    private final CurrencyUnit currency;
    private final CurrencyUnit other;
    private final Caller owner = trade.owner();
    private final Caller operator = trade.operator();
    private final Map<Caller, Money> funded = new LinkedHashMap<>();
    private final Map<Caller, Money> foreign = new LinkedHashMap<>();
    private final Map<UUID, Caller> leases = new LinkedHashMap<>();
    private final Map<UUID, Money> fees = new LinkedHashMap<>();
    private final Map<UUID, LocalDate> defaulted = new LinkedHashMap<>();
    private final Map<UUID, Money> usedWhenEnded = new LinkedHashMap<>();
    private final Set<UUID> credited = new java.util.HashSet<>();
    private final Listing listing;
    private final Map<Purpose, Money> before;
    private final Map<Purpose, Money> foreignBefore;
    private final Money promisedBefore;
    private Money banked;
    private Money pooled;
    private Money bought;
    private Money foreignBanked;
    private Money foreignBought;
    private Instant at = BEGIN;

    Life(long seed, Set<String> seen) {
      this.seen = seen;
      endAll();
      random = new Random(seed);
      RateCard card = new RandomMarket(seed, 1).rateCard();
      currency = card.currency();
      other = currency.equals(CurrencyUnit.USD) ? CurrencyUnit.EUR : CurrencyUnit.USD;
      listing = now(ports.listings().add(offer(card))).value();
      for (int i = 0; i < 2; i++) {
        Caller exporter = trade.exporter();
        funded.put(exporter, Money.zero(currency));
        foreign.put(exporter, Money.zero(other));
      }
      before = totals(currency);
      foreignBefore = totals(other);
      promisedBefore = pool().promised();
      banked = none();
      pooled = none();
      bought = none();
      foreignBanked = Money.zero(other);
      foreignBought = Money.zero(other);
      addOwnFunds(Purpose.GUARANTEE);
    }

    private Listing offer(RateCard card) {
      Listing plain = Trade.offer(trade.warehouse(owner), 3);
      return new Listing(
          plain.id(),
          plain.ownerId(),
          plain.site(),
          plain.storageClass(),
          plain.unit(),
          plain.quantity(),
          plain.window(),
          card,
          1,
          1,
          true);
    }

    void live() {
      for (int step = 16 + random.nextInt(40); step > 0; step--) {
        switch (random.nextInt(27)) {
          case 0, 1 -> fund(anyOf(List.copyOf(funded.keySet())));
          case 2, 3, 4, 15, 16 -> settle(anyOf(List.copyOf(funded.keySet())));
          case 5, 6, 21 -> timePasses();
          case 7 -> cancel();
          case 8 -> addOwnFunds(random.nextBoolean() ? Purpose.GUARANTEE : Purpose.FX);
          case 9 -> convert(anyOf(List.copyOf(funded.keySet())));
          case 10, 11 -> claim();
          case 12, 13, 14 -> amend();
          case 17, 18 -> extend();
          case 19, 20 -> handOver();
          case 22, 23, 24 -> disputes(1 + random.nextInt(8));
          default -> credit();
        }
        judge();
      }
      endAll();
      at = BEGIN.plus(FAR);
      judge();
      assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
      leases
          .keySet()
          .forEach(
              id -> {
                assertThat(billing(id).next()).isEmpty();
                seen.add(billing(id).state().name());
                assertInvoicedAsQuoted(billing(id));
              });
    }

    /** Line by line, whatever was amended, as far as the lease came. */
    private void assertInvoicedAsQuoted(Billing lease) {
      assertThat(
              documents().stream()
                  .filter(each -> each.contractId().equals(lease.contractId()))
                  .filter(each -> each.kind() == Document.Kind.INVOICE)
                  .map(Document::lines)
                  .filter(lines -> !FEES.contains(lines.get(0).code())))
          .containsExactlyInAnyOrderElementsOf(
              lease.extent().bill().periods().stream()
                  .limit(lease.closed())
                  .map(period -> period.lines())
                  .toList());
    }

    private <T> T anyOf(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    private void fund(Caller exporter) {
      Money amount = some();
      now(
          ports
              .ledger()
              .deposit(UUID.randomUUID(), exporter.organizationId(), amount, "statement"));
      funded.merge(exporter, amount, Money::plus);
      banked = banked.plus(amount);
    }

    /** As much as leases cost, more or less. */
    private Money some() {
      int most =
          PRICING
              .price(listing.rateCard(), 2, DateRange.ofDays(OPENING, 60))
              .total()
              .getAmountMinorInt();
      return Money.ofMinor(currency, 1L + random.nextInt(1 + most));
    }

    private void addOwnFunds(Purpose purpose) {
      Money amount = some();
      now(ports.ledger().addOwnFunds(UUID.randomUUID(), purpose, amount, "own money"));
      banked = banked.plus(amount);
      if (purpose == Purpose.GUARANTEE) {
        pooled = pooled.plus(amount);
      } else {
        bought = bought.plus(amount);
      }
    }

    /** Money of the lease's currency for that of the other, which comes in for it. */
    private void convert(Caller exporter) {
      if (random.nextBoolean()) {
        Money amount = Money.ofMinor(other, 1L + random.nextInt(1_000_000));
        now(ports.ledger().deposit(UUID.randomUUID(), exporter.organizationId(), amount, "other"));
        foreign.merge(exporter, amount, Money::plus);
        foreignBanked = foreignBanked.plus(amount);
      }
      BigDecimal rate = BigDecimal.valueOf(1 + random.nextInt(100_000), 3);
      ExchangeRates rates = new ExchangeRates(other, "random", at, Map.of(currency, rate));
      now(ports.rateTables().state(UUID.randomUUID(), rates));
      ConvertMoney converting =
          new ConvertMoney(
              ports.rateTables(),
              ports.conversions(),
              ports.ledger(),
              Clock.fixed(at, ZoneOffset.UTC),
              Duration.ofMinutes(1));
      Money get = some();
      Conversion quote = now(converting.quote(exporter, UUID.randomUUID(), other, get));
      BigDecimal exact =
          get.getAmount().divide(rate, other.getDecimalPlaces() + 9, RoundingMode.UP);
      assertThat(quote.give().getAmount().subtract(exact).abs())
          .isLessThanOrEqualTo(BigDecimal.valueOf(1, other.getDecimalPlaces()));
      for (int often = 1 + random.nextInt(2); often > 0; often--) {
        boolean before =
            now(ports.conversions().find(quote.id(), exporter)).executedAt().isPresent();
        if (happens(
                converting.execute(exporter, quote.id()),
                RefusalCode.INSUFFICIENT_FUNDS,
                RefusalCode.CURRENCY_EXHAUSTED)
            && !before) {
          funded.merge(exporter, get, Money::plus);
          foreign.merge(exporter, quote.give().negated(), Money::plus);
          bought = bought.minus(get);
          foreignBought = foreignBought.plus(quote.give());
          seen.add("a conversion");
        }
      }
    }

    private void settle(Caller exporter) {
      LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
      LocalDate from = OPENING.isAfter(today) ? OPENING : today;
      LocalDate start = from.plusDays(random.nextInt(30));
      int days = 1 + random.nextInt(90);
      if (start.plusDays(days).isAfter(listing.window().to())) {
        return;
      }
      LeaseRequest request = trade.request(exporter, 1 + random.nextInt(2), start, days);
      LeaseTerms terms = conditions(Trade.terms(request, listing, PRICING));
      UUID reservation = UUID.randomUUID();
      HoldLimits limits = HoldLimits.proposed(Duration.ofMinutes(10));
      if (!happens(
          ports.reservations().reserve(reservation, terms, limits),
          RefusalCode.CAPACITY_EXHAUSTED)) {
        return;
      }
      UUID id = UUID.randomUUID();
      if (happens(
          ports.contracts().settle(id, reservation, exporter),
          RefusalCode.INSUFFICIENT_FUNDS,
          RefusalCode.GUARANTEE_EXHAUSTED)) {
        leases.put(id, exporter);
      } else {
        now(ports.reservations().release(reservation, exporter));
      }
    }

    /** Less of a deposit, and some cover. */
    private LeaseTerms conditions(LeaseTerms plain) {
      Conditions asked = plain.conditions();
      Money most = asked.deposit();
      Money cover = share(most, random.nextInt(4) * 50);
      return Trade.with(
          plain,
          new Conditions(
              share(most, random.nextInt(3) * 50),
              asked.cancellation(),
              new ReleaseSchedule(
                  List.of(
                      new ReleaseSchedule.Step(
                          1 + random.nextInt(20), BigDecimal.valueOf(random.nextInt(101))))),
              asked.billing(),
              new Cover(cover, share(cover, random.nextInt(30)))));
    }

    private static Money share(Money of, int percent) {
      return of.multipliedBy(BigDecimal.valueOf(percent, 2), RoundingMode.HALF_UP);
    }

    private void timePasses() {
      at = at.plus(Duration.ofHours(random.nextInt(24 * 25)));
      if (random.nextInt(4) == 0 && !leases.isEmpty()) {
        // To an hour at which it costs to cancel.
        Instant late = begin(billing(anyOf(List.copyOf(leases.keySet())))).minusSeconds(3600);
        at = late.isAfter(at) ? late : at;
      }
      for (int often = 1 + random.nextInt(2); often > 0; often--) {
        bill(at);
      }
    }

    private void cancel() {
      if (leases.isEmpty()) {
        return;
      }
      UUID id = anyOf(List.copyOf(leases.keySet()));
      Clock clock = Clock.fixed(at, ZoneOffset.UTC);
      if (happens(
          new CancelContract(ports.billings(), clock).cancel(leases.get(id), id),
          RefusalCode.CANCELLATION_TOO_LATE,
          RefusalCode.CONTRACT_ENDED)) {
        LeaseTerms terms = billing(id).terms();
        Duration left = Duration.between(at, begin(billing(id)));
        Money first = billing(id).extent().bill().firstPeriodTotal();
        fees.put(id, terms.conditions().cancellation().fee(left, first));
        seen.add(fees.get(id).isZero() ? "no fee" : "a fee");
      }
    }

    /** Gives units back, sometimes too late, and sometimes after the lease has moved on. */
    private void amend() {
      if (leases.isEmpty()) {
        return;
      }
      UUID id = anyOf(List.copyOf(leases.keySet()));
      Billing lease = billing(id);
      DateRange stay = lease.extent().quantities().stay();
      LocalDate from = stay.from().plusDays(random.nextInt(stay.days()));
      int least = from.equals(stay.from()) ? 1 : 0;
      int most = lease.extent().quantities().on(from) - 1;
      if (most < least) {
        return;
      }
      int units = least + random.nextInt(1 + most - least);
      List<UUID> quotes = new ArrayList<>();
      for (int often = 1 + random.nextInt(2); often > 0; often--) {
        UUID quote = UUID.randomUUID();
        if (happens(
            amending(at).quote(leases.get(id), quote, id, from, units),
            RefusalCode.NOTICE_TOO_SHORT,
            RefusalCode.CONTRACT_ENDED)) {
          quotes.add(quote);
        }
      }
      switch (random.nextInt(8)) {
        case 0 -> timePasses();
        case 1, 2 -> {
          at = at.plus(Duration.ofDays(random.nextInt(10)));
          bill(at);
        }
        default -> {}
      }
      for (UUID quote : quotes) {
        for (int often = 1 + random.nextInt(2); often > 0; often--) {
          happens(
              amending(at).agree(leases.get(id), quote),
              RefusalCode.QUOTE_EXPIRED,
              RefusalCode.AMENDMENT_OUTDATED,
              RefusalCode.CONTRACT_ENDED,
              RefusalCode.INSUFFICIENT_FUNDS);
        }
      }
    }

    /** Days after the last one, or units for some days of it. */
    private void extend() {
      if (leases.isEmpty()) {
        return;
      }
      UUID id = anyOf(List.copyOf(leases.keySet()));
      DateRange stay = billing(id).extent().quantities().stay();
      LocalDate from =
          random.nextBoolean() ? stay.to() : stay.from().plusDays(random.nextInt(stay.days()));
      int most = from.equals(stay.to()) ? 40 : new DateRange(from, stay.to()).days();
      DateRange more = DateRange.ofDays(from, 1 + random.nextInt(most));
      UUID annex = UUID.randomUUID();
      ExtendContract extending =
          new ExtendContract(
              ports.billings(),
              ports.leaseRequests(),
              ports.listings(),
              ports.creditFiles(),
              ports.rulebooks(),
              ports.annexes(),
              PRICING,
              Trade.RATES,
              Clock.fixed(at, ZoneOffset.UTC),
              Duration.ofDays(10));
      UUID made = UUID.randomUUID();
      if (happens(
              extending.quote(leases.get(id), annex, id, 1 + random.nextInt(2), more),
              RefusalCode.VALIDATION_FAILED,
              RefusalCode.CONTRACT_ENDED)
          && happens(
              extending.agree(leases.get(id), made, annex),
              RefusalCode.CAPACITY_EXHAUSTED,
              RefusalCode.INSUFFICIENT_FUNDS,
              RefusalCode.GUARANTEE_EXHAUSTED)) {
        leases.put(made, leases.get(id));
        seen.add("units or days added");
      }
    }

    /** What is left of a lease, or a part of it, goes to the other exporter. */
    private void handOver() {
      if (leases.isEmpty()) {
        return;
      }
      UUID id = anyOf(List.copyOf(leases.keySet()));
      Caller holder = leases.get(id);
      Caller newcomer =
          funded.keySet().stream().filter(each -> !each.equals(holder)).findFirst().orElseThrow();
      DateRange stay = billing(id).extent().quantities().stay();
      UUID offer = UUID.randomUUID();
      if (!happens(
          handing()
              .offer(
                  holder,
                  offer,
                  id,
                  newcomer.organizationId(),
                  stay.from().plusDays(random.nextInt(stay.days())),
                  1 + random.nextInt(2),
                  Money.ofMinor(currency, random.nextInt(2001) - 1000)),
          RefusalCode.VALIDATION_FAILED,
          RefusalCode.CONTRACT_ENDED)) {
        return;
      }
      if (random.nextInt(6) > 0) {
        now(handing().consent(owner, offer));
      }
      if (random.nextInt(3) == 0) {
        at = at.plus(Duration.ofHours(random.nextInt(100)));
        bill(at);
      }
      UUID made = UUID.randomUUID();
      if (happens(
          handing().take(newcomer, made, offer, "kettles"),
          RefusalCode.NOVATION_NOT_OPEN,
          RefusalCode.CONTRACT_ENDED,
          RefusalCode.INSUFFICIENT_FUNDS,
          RefusalCode.GUARANTEE_EXHAUSTED)) {
        leases.put(made, newcomer);
        seen.add("handed over");
      }
    }

    private HandLeaseOver handing() {
      return new HandLeaseOver(
          ports.billings(),
          ports.leaseRequests(),
          ports.listings(),
          ports.creditFiles(),
          ports.rulebooks(),
          ports.novations(),
          Trade.RATES,
          Clock.fixed(at, ZoneOffset.UTC),
          Duration.ofDays(2));
    }

    /** What the holder of a lease had back of its deposit by handing over. */
    private Money handedBack(UUID id) {
      return taken().stream()
          .filter(each -> each.contractId().equals(id))
          .map(each -> each.depositBack().orElseThrow())
          .reduce(none(), Money::plus);
    }

    private List<Novation> taken() {
      return now(ports.novations().page(owner, new Page.Query(200, Optional.empty())))
          .items()
          .stream()
          .filter(each -> each.state() == Novation.State.TAKEN)
          .toList();
    }

    private AmendContract amending(Instant at) {
      Clock clock = Clock.fixed(at, ZoneOffset.UTC);
      return new AmendContract(ports.billings(), ports.amendments(), clock, Duration.ofDays(10));
    }

    private List<Amendment> amendments(UUID id) {
      return now(ports.amendments().agreed(id, operator));
    }

    /** Files one, or decides one, sometimes twice. */
    private void claim() {
      List<Claim> filed = List.copyOf(claims());
      if (leases.isEmpty()) {
        return;
      }
      if (filed.isEmpty() || random.nextInt(3) == 0) {
        UUID id = anyOf(List.copyOf(leases.keySet()));
        Money most = billing(id).terms().conditions().deposit();
        Money amount = Money.ofMinor(currency, 1L + random.nextInt(1 + most.getAmountMinorInt()));
        happens(
            ports.claims().file(UUID.randomUUID(), id, owner, amount, "bent", at),
            RefusalCode.CLAIM_EXCEEDS_DEPOSIT,
            RefusalCode.CONTRACT_ENDED);
        return;
      }
      Claim claim = anyOf(filed);
      Caller exporter = leases.get(claim.contractId());
      Money award = Money.ofMinor(currency, random.nextInt(1 + claim.amount().getAmountMinorInt()));
      happens(
          random.nextBoolean()
              ? ports.claims().agree(claim.id(), exporter)
              : ports.claims().rule(claim.id(), award, "so be it"),
          RefusalCode.CLAIM_DECIDED);
    }

    private void disputes(int steps) {
      for (int step = 0; step < steps; step++) {
        dispute();
        judge();
      }
    }

    /** Opens one, or goes on with one, whether it is its turn or not. */
    private void dispute() {
      List<Dispute> live = disputes().stream().filter(each -> !each.state().isOver()).toList();
      if (leases.isEmpty()) {
        return;
      }
      if (live.isEmpty() || random.nextInt(3) == 0) {
        openDispute(anyOf(List.copyOf(leases.keySet())));
        return;
      }
      Dispute dispute = anyOf(live);
      Caller exporter = leases.get(dispute.contractId());
      boolean ownersOwn = dispute.openerId().equals(owner.organizationId());
      Caller opener = ownersOwn ? owner : exporter;
      Caller respondent = ownersOwn ? exporter : owner;
      Money some =
          Money.ofMinor(currency, random.nextInt(1 + dispute.amount().getAmountMinorInt()));
      Instant when = at.plus(Duration.ofDays(random.nextInt(20)));
      int chance = random.nextInt(12);
      happens(
          switch (chance) {
            case 0, 1 -> moving(dispute, respondent, Move.answer("no"), when);
            case 2, 3 ->
                moving(dispute, chance == 2 ? opener : respondent, Move.offer(some, "so"), when);
            case 4 -> moving(dispute, opener, accepting(dispute, Party.OPENER), when);
            case 5 -> moving(dispute, respondent, accepting(dispute, Party.RESPONDENT), when);
            case 6 -> moving(dispute, opener, Move.withdraw(), when);
            case 7, 8 -> moving(dispute, operator, Move.rule(some, "so be it"), when);
            case 9 -> moving(dispute, respondent, Move.appeal("no"), when);
            default -> ports.disputes().close(dispute.id(), when);
          },
          RefusalCode.DISPUTE_OUT_OF_TURN,
          RefusalCode.DISPUTE_AWAITS_ANSWER,
          RefusalCode.DISPUTE_DEADLINE_PASSED,
          RefusalCode.OFFER_NOT_OPEN);
    }

    private Mono<Dispute> moving(Dispute dispute, Caller caller, Move move, Instant when) {
      return ports.disputes().move(dispute.id(), UUID.randomUUID(), caller, move, when);
    }

    private static Move accepting(Dispute dispute, Party party) {
      return Move.accept(dispute.offerTo(party).map(Dispute.Entry::id).orElseGet(UUID::randomUUID));
    }

    private void openDispute(UUID lease) {
      Caller exporter = leases.get(lease);
      List<Document> invoices =
          documents().stream()
              .filter(each -> each.kind() == Document.Kind.INVOICE)
              .filter(each -> each.contractId().equals(lease))
              .toList();
      Money most = billing(lease).terms().bill().firstPeriodTotal();
      Subject subject =
          random.nextBoolean()
              ? Subject.contract()
              : Subject.goods(OPENING.plusDays(random.nextInt(3)), "rain");
      boolean aboutLine = !invoices.isEmpty() && random.nextBoolean();
      if (aboutLine) {
        Document invoice = anyOf(invoices);
        List<Bill.Line> lines =
            invoice.lines().stream().filter(each -> each.code() != ChargeCode.COMMISSION).toList();
        Bill.Line line = anyOf(lines);
        subject = Subject.line(invoice.id(), line.code());
        most = line.amount().isPositive() ? line.amount() : most;
      }
      Money amount = Money.ofMinor(currency, 1L + random.nextInt(1 + most.getAmountMinorInt()));
      Caller opener = aboutLine || random.nextBoolean() ? exporter : owner;
      happens(
          ports
              .disputes()
              .open(
                  new Disputes.Opening(
                      UUID.randomUUID(), lease, subject, amount, "it was wet", RULES),
                  opener,
                  at),
          RefusalCode.ALREADY_DISPUTED,
          RefusalCode.ALREADY_CREDITED,
          RefusalCode.DISPUTE_EXCEEDS_LINE,
          RefusalCode.DISPUTE_TOO_LATE);
      if (aboutLine && random.nextInt(4) == 0) {
        credit(anyOf(invoices));
      }
    }

    private List<Dispute> disputes() {
      return now(ports.disputes().page(owner, new Page.Query(200, Optional.empty()))).items();
    }

    private List<Claim> claims() {
      return now(ports.claims().page(owner, new Page.Query(200, Optional.empty()))).items();
    }

    private void credit() {
      List<Document> all = documents();
      if (all.isEmpty()) {
        return;
      }
      Document document = anyOf(all);
      credit(document);
      if (random.nextBoolean()) {
        credit(document);
      }
    }

    private void credit(Document document) {
      if (happens(
          ports.documents().credit(UUID.randomUUID(), document.id(), "why not", at),
          RefusalCode.ALREADY_CREDITED,
          RefusalCode.INVOICE_DISPUTED,
          RefusalCode.INSUFFICIENT_FUNDS)) {
        assertThat(document.kind()).isEqualTo(Document.Kind.INVOICE);
        assertThat(credited.add(document.id())).isTrue();
        seen.add("a credit note");
      }
    }

    private Instant begin(Billing billing) {
      LeaseTerms terms = billing.terms();
      return terms.stay().from().atStartOfDay(terms.site().zone()).toInstant();
    }

    private boolean happens(Mono<?> change, RefusalCode... orElse) {
      try {
        now(change);
        return true;
      } catch (RefusedException refused) {
        assertThat(refused.refusal().code()).isIn((Object[]) orElse);
        seen.add(refused.refusal().code().name());
        return false;
      }
    }

    private void judge() {
      Money toOwner = Money.zero(currency);
      Money toExchange = Money.zero(currency);
      Money held = Money.zero(currency);
      Money deposits = Money.zero(currency);
      Map<Caller, Money> spent = new LinkedHashMap<>();
      Money promised = promisedBefore;
      Money owed = none();
      Map<UUID, Receivable> receivables = receivables();
      Map<UUID, Money> awarded = new LinkedHashMap<>();
      Map<UUID, Money> frozen = new LinkedHashMap<>();
      Map<UUID, Money> frozenOfDeposit = new LinkedHashMap<>();
      for (Claim each : claims()) {
        seen.add(each.state().name());
        (each.awarded().isPresent() ? awarded : frozen)
            .merge(each.contractId(), each.awarded().orElse(each.amount()), Money::plus);
      }
      Money disputed = none();
      for (Dispute each : disputes()) {
        UUID lease = each.contractId();
        Money out = each.paid().orElse(each.frozen());
        seen.add(each.state().name());
        seen.add(each.owed().orElse(none()).isPositive() ? "an award that is owed" : "no debt");
        if (each.openerId().equals(owner.organizationId())) {
          (each.paid().isPresent() ? awarded : frozenOfDeposit).merge(lease, out, Money::plus);
        } else {
          toOwner = toOwner.minus(out);
          spent.merge(leases.get(lease), each.paid().orElse(none()).negated(), Money::plus);
        }
        disputed = disputed.plus(each.paid().isPresent() ? none() : out);
        assertCredited(each);
      }
      assertThat(changed(Purpose.DISPUTED)).isEqualTo(disputed);
      for (Map.Entry<UUID, Caller> lease : leases.entrySet()) {
        Billing billing = billing(lease.getKey());
        Escrow escrow = now(ports.ledger().escrow(lease.getKey(), lease.getValue()));
        boolean running = billing.state() == Billing.State.RUNNING;
        Money deposit = billing.terms().conditions().deposit().minus(handedBack(lease.getKey()));
        Money gone = awarded.getOrDefault(lease.getKey(), none());
        Money kept = frozen.getOrDefault(lease.getKey(), none());
        Money apart = frozenOfDeposit.getOrDefault(lease.getKey(), none());
        if (running) {
          usedWhenEnded.put(lease.getKey(), gone.plus(kept).plus(apart));
        }
        Money claim = claim(billing);
        boolean cancelled = billing.state() == Billing.State.CANCELLED;
        Money paid = cancelled ? claim : sum(0, billing.funded(), billing::total).plus(claim);
        Money ahead = running ? sum(billing.closed(), billing.funded(), billing::total) : none();
        Money undecided = none();
        for (Amendment each : amendments(lease.getKey())) {
          Money fee = each.feeKept().orElse(each.fee());
          spent.merge(lease.getValue(), fee, Money::plus);
          undecided = each.feeKept().isPresent() ? undecided : undecided.plus(fee);
          toOwner = each.feeKept().isPresent() ? toOwner.plus(fee) : toOwner;
          seen.add(each.units() == 0 ? "an early end" : "units given back");
          each.feeKept()
              .filter(share -> !each.fee().isZero())
              .ifPresent(
                  share ->
                      seen.add(
                          share.equals(each.fee())
                              ? "a fee for units given back"
                              : "a fee mitigated"));
        }
        Money secured = (running ? deposit.minus(gone).minus(apart) : kept).plus(undecided);
        assertThat(escrow).isEqualTo(new Escrow(ahead, secured));
        held = held.plus(ahead);
        deposits = deposits.plus(secured);
        spent.merge(
            lease.getValue(),
            running ? paid.plus(deposit) : paid.plus(gone).plus(kept).plus(apart),
            Money::plus);
        if (running) {
          promised = promised.plus(billing.terms().conditions().cover().limit());
        }
        Money payout = payout(billing);
        Receivable receivable = receivables.remove(lease.getKey());
        assertThat(receivable == null ? none() : receivable.paid()).isEqualTo(payout);
        if (receivable != null) {
          Money recovered = payout.minus(receivable.owed());
          owed = owed.plus(receivable.owed());
          spent.merge(lease.getValue(), recovered, Money::plus);
          // Whoever owes to the pool has nothing else.
          assertThat(receivable.owed().isZero() || wallet(lease.getValue()).isZero()).isTrue();
          seen.add(recovered.isZero() ? "a payout" : "a recovery");
        }
        toOwner = toOwner.plus(payout).plus(gone);
        toOwner = toOwner.plus(claim).plus(sum(0, billing.closed(), billing::ownersShare));
        toExchange = toExchange.plus(sum(0, billing.closed(), billing::commission));
      }
      for (Document each : documents()) {
        if (credited.contains(each.id())) {
          Money commission = commission(each);
          toExchange = toExchange.minus(commission);
          toOwner = toOwner.minus(each.total().minus(commission));
          spent.merge(leases.get(each.contractId()), each.total().negated(), Money::plus);
        }
      }
      for (Novation each : taken()) {
        spent.merge(leases.get(each.contractId()), each.price().negated(), Money::plus);
        spent.merge(leases.get(each.madeId().orElseThrow()), each.price(), Money::plus);
      }
      judgeSpace();
      assertThat(wallet(owner)).isEqualTo(toOwner);
      assertThat(receivables).isEmpty();
      Money foreignHeld = Money.zero(other);
      for (Caller exporter : funded.keySet()) {
        Money left = funded.get(exporter).minus(spent.getOrDefault(exporter, none()));
        assertThat(wallet(exporter)).isEqualTo(left);
        assertThat(left.isNegative()).isFalse();
        assertThat(wallet(exporter, other)).isEqualTo(foreign.get(exporter));
        foreignHeld = foreignHeld.plus(foreign.get(exporter));
      }
      assertThat(changed(Purpose.BY_HAND)).isEqualTo(banked.negated());
      assertThat(changed(Purpose.FX)).isEqualTo(bought);
      assertThat(foreignChanged(Purpose.BY_HAND)).isEqualTo(foreignBanked.negated());
      assertThat(foreignChanged(Purpose.FX)).isEqualTo(foreignBought);
      assertThat(foreignChanged(Purpose.WALLET)).isEqualTo(foreignHeld);
      assertThat(changed(Purpose.GUARANTEE)).isEqualTo(pooled.minus(owed));
      assertThat(changed(Purpose.RECEIVABLE)).isEqualTo(owed.negated());
      assertThat(changed(Purpose.SUBROGATED)).isEqualTo(owed);
      GuaranteePool pool = pool();
      assertThat(pool.promised()).isEqualTo(promised);
      assertThat(pool.promised().isGreaterThan(pool.balance())).isFalse();
      assertThat(changed(Purpose.FEES)).isEqualTo(toExchange);
      assertThat(changed(Purpose.ESCROW)).isEqualTo(held);
      assertThat(changed(Purpose.DEPOSIT)).isEqualTo(deposits);
    }

    /** An award about a line, and nothing else of a dispute, is on a credit note. */
    private void assertCredited(Dispute dispute) {
      boolean noted =
          dispute.subject().invoiceId().isPresent()
              && dispute.paid().isPresent()
              && dispute.awarded().orElseThrow().isPositive();
      assertThat(documents().stream().filter(each -> each.id().equals(dispute.id())))
          .extracting(Document::total)
          .isEqualTo(noted ? List.of(dispute.awarded().orElseThrow().negated()) : List.of());
    }

    /** On every day, free is what no lease has. */
    private void judgeSpace() {
      CapacityProfile free = now(ports.capacities().free(listing.id()));
      List<Billing> all = leases.keySet().stream().map(this::billing).toList();
      listing
          .window()
          .from()
          .datesUntil(listing.window().to())
          .forEach(
              day ->
                  assertThat(free.on(day))
                      .as(day.toString())
                      .isEqualTo(
                          listing.quantity()
                              - all.stream().mapToInt(lease -> units(lease, day)).sum()));
    }

    private int units(Billing lease, LocalDate day) {
      int units = lease.extent().quantities().on(day);
      return switch (lease.state()) {
        case AWAITING_ACCEPTANCE, RUNNING, ENDED -> units;
        case CANCELLED, DECLINED, LAPSED, WITHDRAWN -> 0;
        case TERMINATED -> throw new AssertionError("nobody offers on");
        case DEFAULTED ->
            day.isAfter(
                    defaulted.computeIfAbsent(
                        lease.contractId(),
                        ended -> LocalDate.ofInstant(at, lease.terms().site().zone())))
                ? 0
                : units;
      };
    }

    /** What the owner got beside periods: a fee, or what the deposit made good. */
    private Money claim(Billing billing) {
      return switch (billing.state()) {
        case AWAITING_ACCEPTANCE, RUNNING, DECLINED, LAPSED, WITHDRAWN, ENDED -> none();
        case CANCELLED -> fees.get(billing.contractId());
        case DEFAULTED -> {
          Money deposit =
              billing
                  .terms()
                  .conditions()
                  .deposit()
                  .minus(handedBack(billing.contractId()))
                  .minus(usedWhenEnded.getOrDefault(billing.contractId(), none()));
          Money share = billing.ownersShare(billing.funded());
          yield share.isLessThan(deposit) ? share : deposit;
        }
        case TERMINATED -> throw new AssertionError("nobody offers on");
      };
    }

    private Money payout(Billing billing) {
      return billing.state() == Billing.State.DEFAULTED
          ? billing
              .terms()
              .conditions()
              .cover()
              .payout(billing.ownersShare(billing.funded()).minus(claim(billing)))
          : none();
    }

    private Map<UUID, Receivable> receivables() {
      Map<UUID, Receivable> found = new LinkedHashMap<>();
      for (Caller exporter : funded.keySet()) {
        Page.Query query = new Page.Query(200, Optional.empty());
        now(ports.guarantees().receivables(exporter, query))
            .items()
            .forEach(each -> found.put(each.contractId(), each));
      }
      return found;
    }

    private GuaranteePool pool() {
      return now(ports.guarantees().pools()).stream()
          .filter(each -> each.balance().getCurrencyUnit().equals(currency))
          .findFirst()
          .orElse(new GuaranteePool(none(), none(), none()));
    }

    private Money sum(int from, int to, java.util.function.IntFunction<Money> amount) {
      return IntStream.range(from, to).mapToObj(amount).reduce(none(), Money::plus);
    }

    private Money commission(Document invoice) {
      return invoice.lines().stream()
          .filter(line -> line.code() == ChargeCode.COMMISSION)
          .map(line -> line.amount())
          .reduce(none(), Money::plus);
    }

    private Money none() {
      return Money.zero(currency);
    }

    private Billing billing(UUID id) {
      return now(ports.billings().find(id, operator));
    }

    private Money wallet(Caller member) {
      return wallet(member, currency);
    }

    private Money wallet(Caller member, CurrencyUnit of) {
      return now(ports.ledger().wallet(member.organizationId(), member)).stream()
          .filter(each -> each.getCurrencyUnit().equals(of))
          .findFirst()
          .orElse(Money.zero(of));
    }

    /** Of both exporters, as they see them. */
    private List<Document> documents() {
      List<Document> all = new ArrayList<>();
      for (Caller exporter : funded.keySet()) {
        Page.Query query = new Page.Query(200, Optional.empty());
        all.addAll(now(ports.documents().page(exporter, query)).items());
      }
      return all;
    }

    private Money changed(Purpose purpose) {
      return totals(currency)
          .getOrDefault(purpose, none())
          .minus(before.getOrDefault(purpose, none()));
    }

    private Money foreignChanged(Purpose purpose) {
      Money none = Money.zero(other);
      return totals(other)
          .getOrDefault(purpose, none)
          .minus(foreignBefore.getOrDefault(purpose, none));
    }

    private Map<Purpose, Money> totals(CurrencyUnit of) {
      Map<Purpose, Money> totals = new LinkedHashMap<>();
      Money sum = Money.zero(of);
      for (PurposeTotal each : now(ports.ledger().totals())) {
        if (each.total().getCurrencyUnit().equals(of)) {
          totals.put(each.purpose(), each.total());
          sum = sum.plus(each.total());
        }
      }
      assertThat(sum.isZero()).as(totals.toString()).isTrue();
      return totals;
    }
  }

  private void bill(Instant at) {
    Clock clock = Clock.fixed(at, ZoneOffset.UTC);
    now(new BillContracts(ports.billings(), clock, 100).bill());
    now(new DecideReleaseFees(ports.amendments(), clock, 100).decide());
  }

  /** Long after, whoever does not pay then is in default. */
  private void endAll() {
    for (int day = 0; day < 8; day++) {
      bill(BEGIN.plus(FAR).plus(Duration.ofDays(4L * day)));
    }
  }
}
