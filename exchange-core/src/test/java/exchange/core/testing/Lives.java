package exchange.core.testing;

import static exchange.core.testing.Trade.HAMBURG;
import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.acceptance.Acceptance;
import exchange.core.acceptance.DecideLease;
import exchange.core.acceptance.EndUnaccepted;
import exchange.core.annex.ExtendContract;
import exchange.core.billing.AmendContract;
import exchange.core.billing.BillContracts;
import exchange.core.billing.Billing;
import exchange.core.billing.CancelContract;
import exchange.core.billing.Claim;
import exchange.core.billing.ClaimDeposit;
import exchange.core.billing.DecideReleaseFees;
import exchange.core.billing.Document;
import exchange.core.capacity.HoldLimits;
import exchange.core.dispute.CloseDisputes;
import exchange.core.dispute.Dispute;
import exchange.core.dispute.Dispute.Party;
import exchange.core.dispute.DisputeRules;
import exchange.core.dispute.Disputes;
import exchange.core.dispute.Move;
import exchange.core.dispute.Subject;
import exchange.core.lease.Asking;
import exchange.core.lease.Conditions;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.ReleaseSchedule;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.AcceptanceRule.Ground;
import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.listing.RateCard;
import exchange.core.listing.SubletRule;
import exchange.core.member.Caller;
import exchange.core.novation.HandLeaseOver;
import exchange.core.novation.Novation;
import exchange.core.request.LeaseRequest;
import exchange.core.review.Criterion;
import exchange.core.review.ReviewLease;
import exchange.core.review.Side;
import exchange.core.sublet.ConsentRefusal;
import exchange.core.sublet.DecideSublet;
import exchange.core.sublet.OfferSublet;
import exchange.core.values.DateRange;
import exchange.core.values.Quantities;
import exchange.core.values.RefusedException;
import exchange.core.values.Versioned;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/**
 * A small market: two slots, four exporters who lease, sublet, change and hand over, and whoever
 * lets to them, each doing at random what somebody in its place might do. What is quoted or offered
 * is taken up in a later step, when anything may have come between.
 */
final class Lives {
  private static final Pricing PRICING = new Pricing(BigDecimal.valueOf(5));
  private static final DateRange WINDOW = DateRange.ofDays(OPENING, 120);
  private static final Instant BEGIN =
      OPENING.minusDays(10).atStartOfDay().toInstant(ZoneOffset.UTC);
  private static final Duration FAR = Duration.ofDays(5000);
  private static final HoldLimits LIMITS = HoldLimits.proposed(Duration.ofMinutes(10));

  /** Until twelve hours before the first day, whatever the clock of the store says. */
  private static final Asking ASKING = new Asking(List.of(Ground.BY_HAND), 24 * 366 * 20, 12);

  private static final DisputeRules RULES = new DisputeRules(3, 4, 400, "Singapore", "Singapore");

  /** Of what is about no lease: nothing is refused by it. */
  private static final Billing.State FREE = Billing.State.RUNNING;

  private final Ports ports;
  private final Trade trade;
  private final Random random;
  private final Tally tally;
  private final LivesJudge judge;
  private final Caller operator;
  private final Map<UUID, Caller> members = new LinkedHashMap<>();
  private final List<Caller> exporters = new ArrayList<>();
  private final List<UUID> listings = new ArrayList<>();
  private final List<UUID> sublets = new ArrayList<>();

  /** What is quoted and may be agreed to, and the lease that it is about. */
  private final Map<UUID, UUID> reductions = new LinkedHashMap<>();

  private final Map<UUID, UUID> annexes = new LinkedHashMap<>();
  private final RateCard card;
  private Instant at = BEGIN;

  Lives(Ports ports, Trade trade, long seed, Tally tally) {
    this.ports = ports;
    this.trade = trade;
    this.tally = tally;
    random = new Random(seed);
    card = new RandomMarket(seed, 1).rateCard();
    operator = trade.operator();
    endWhatElseIsThere();
    for (int i = 0; i < 2; i++) {
      Caller owner = known(trade.owner());
      listings.add(now(ports.listings().add(slot(owner))).value().id());
    }
    for (int i = 0; i < 4; i++) {
      exporters.add(known(trade.exporter()));
    }
    judge = new LivesJudge(ports, operator, members, card.currency());
    exporters.forEach(this::fund);
  }

  /** Long after, whoever does not pay then is in default. */
  private void endWhatElseIsThere() {
    for (int day = 0; day < 8; day++) {
      at = BEGIN.plus(FAR).plus(Duration.ofDays(4L * day));
      letTimeWork();
    }
    at = BEGIN;
  }

  private Caller known(Caller member) {
    members.put(member.organizationId(), member);
    return member;
  }

  private Listing slot(Caller owner) {
    Listing plain = Trade.offer(trade.warehouse(owner), 3);
    return new Listing(
        plain.id(),
        plain.ownerId(),
        plain.site(),
        plain.storageClass(),
        plain.unit(),
        4,
        WINDOW,
        card,
        1,
        1,
        true,
        any(
            List.of(
                SubletRule.ALLOWED,
                SubletRule.ALLOWED,
                SubletRule.WITH_CONSENT,
                SubletRule.WITH_CONSENT,
                SubletRule.FORBIDDEN)),
        Optional.empty(),
        random.nextInt(4) == 0 ? AcceptanceRule.BY_HAND : AcceptanceRule.AT_ONCE);
  }

  /**
   * @return how many leases lived
   */
  int live() {
    judge.judge(at, listings);
    for (int step = 40 + random.nextInt(40); step > 0; step--) {
      step();
      judge.judge(at, listings);
    }
    while (judge.leases().stream().anyMatch(lease -> isLive(lease.billing().state()))) {
      assertThat(at).as("all leases end").isBefore(BEGIN.plus(FAR));
      at = at.plus(Duration.ofDays(9));
      letTimeWork();
      judge.judge(at, listings);
    }
    at = BEGIN.plus(FAR); // All fees are due.
    letTimeWork();
    judge.judge(at, listings);
    settleQuarrels();
    judge.assertNothingIsLeft();
    judge.leases().forEach(lease -> tally.ended(lease.billing().state(), judge.kindsOf(lease)));
    return judge.leases().size();
  }

  private static boolean isLive(Billing.State state) {
    return state == Billing.State.RUNNING || state == Billing.State.AWAITING_ACCEPTANCE;
  }

  private void step() {
    switch (random.nextInt(45)) {
      case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> settle();
      case 9, 10, 11, 12, 13 -> timePasses();
      case 14, 40 -> fund(any(exporters));
      case 15, 16, 17 -> answer();
      case 18 -> cancel();
      case 19, 20 -> reduce();
      case 21 -> agreeReduction();
      case 22 -> extend();
      case 23 -> agreeAnnex();
      case 24, 25 -> offerNovation();
      case 26, 27, 28 -> moveNovation();
      case 29, 30, 31 -> offerSublet();
      case 32 -> decideSublet();
      case 33, 42 -> reviseListing();
      case 34, 35 -> claim();
      case 36, 41 -> openDispute();
      case 43, 44 -> review();
      default -> moveDispute();
    }
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Optional<LivesJudge.Lease> anyLease() {
    return anyOf(judge.leases(), lease -> lease.billing().state() == Billing.State.RUNNING);
  }

  /** Rather one that is fit for what is to be done with it. */
  private <T> Optional<T> anyOf(Collection<T> all, Predicate<T> isFit) {
    List<T> fit = all.stream().filter(isFit).toList();
    List<T> some = random.nextInt(6) == 0 ? List.copyOf(all) : fit;
    return some.isEmpty() ? Optional.empty() : Optional.of(any(some));
  }

  private Caller member(UUID id) {
    return java.util.Objects.requireNonNull(members.get(id));
  }

  private Clock clock() {
    return Clock.fixed(at, ZoneOffset.UTC);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(at, HAMBURG.zone());
  }

  /** Whether it was done; if it was not, that is a refusal that the lease's state lets expect. */
  private boolean done(
      LeaseCommand command, LivesJudge.Lease about, Supplier<? extends Mono<?>> change) {
    return done(command, about.billing().state(), change);
  }

  private boolean done(
      LeaseCommand command, Billing.State state, Supplier<? extends Mono<?>> change) {
    try {
      now(Mono.defer(change));
    } catch (RefusedException refused) {
      assertThat(command.mayBeRefused(refused.refusal().code(), state))
          .as("%s of a lease that is %s: %s", command, state, refused.refusal())
          .isTrue();
      tally.refused(command, refused.refusal().code());
      return false;
    }
    assertThat(command.mayHappen(state)).as("%s of a lease that is %s", command, state).isTrue();
    tally.moved(command);
    return true;
  }

  private void fund(Caller exporter) {
    Money amount = some();
    now(ports.ledger().deposit(UUID.randomUUID(), exporter.organizationId(), amount, "a transfer"));
    judge.funded(exporter, amount);
  }

  /** As much as leases cost, more or less. */
  private Money some() {
    int most = PRICING.price(card, 3, DateRange.ofDays(OPENING, 60)).total().getAmountMinorInt();
    return Money.ofMinor(card.currency(), 1L + random.nextInt(1 + 2 * most));
  }

  private Listing listing(UUID id) {
    return now(ports.listings().find(id)).value();
  }

  private void settle() {
    List<Listing> open =
        listings.stream()
            .map(this::listing)
            .filter(each -> each.open() && each.window().to().isAfter(today()))
            .toList();
    if (open.isEmpty()) {
      return;
    }
    Listing listing = anyOf(open, each -> each.parent().isPresent()).orElseGet(() -> any(open));
    List<Caller> able =
        exporters.stream().filter(each -> !listing.isLetBy(each.organizationId())).toList();
    boolean asking = random.nextInt(3) == 0;
    LocalDate first = today().plusDays(asking ? 2 : 0);
    first = first.isBefore(listing.window().from()) ? listing.window().from() : first;
    first = first.plusDays(random.nextInt(15));
    int most = Math.toIntExact(listing.window().to().toEpochDay() - first.toEpochDay());
    if (able.isEmpty() || most < 1) {
      return;
    }
    int days = 1 + random.nextInt(Math.min(most, 75));
    int units = 1 + random.nextInt(Math.min(3, listing.quantity()));
    Caller exporter = any(able);
    LeaseRequest request = trade.request(exporter, units, first, days);
    LeaseTerms terms = conditions(Trade.terms(request, listing, PRICING), asking);
    UUID id = UUID.randomUUID();
    UUID reservation = UUID.randomUUID();
    if (!done(
        LeaseCommand.HOLD, FREE, () -> ports.reservations().reserve(reservation, terms, LIMITS))) {
      return;
    } else if (done(
        LeaseCommand.SETTLE, FREE, () -> ports.contracts().settle(id, reservation, exporter))) {
      judge.settled(id);
    } else {
      now(ports.reservations().release(reservation, exporter));
    }
  }

  private LeaseTerms conditions(LeaseTerms plain, boolean asking) {
    Conditions asked = plain.conditions();
    Conditions some =
        new Conditions(
            asked
                .deposit()
                .multipliedBy(BigDecimal.valueOf(random.nextInt(3) * 50L, 2), RoundingMode.HALF_UP),
            asked.cancellation(),
            new ReleaseSchedule(
                List.of(
                    new ReleaseSchedule.Step(
                        1 + random.nextInt(12), BigDecimal.valueOf(random.nextInt(101))))),
            asked.billing(),
            asked.cover());
    return Trade.with(plain, asking ? some.with(ASKING) : some);
  }

  private void timePasses() {
    int most = random.nextInt(4) == 0 ? 24 * 20 : 24 * 5;
    at = at.plus(Duration.ofHours(random.nextInt(most)));
    letTimeWork();
  }

  /** What the jobs do, money first. */
  private void letTimeWork() {
    for (int often = 1 + random.nextInt(2); often > 0; often--) {
      now(new BillContracts(ports.billings(), clock(), 500).bill());
      now(new DecideReleaseFees(ports.amendments(), clock(), 500).decide());
      now(new EndUnaccepted(ports.acceptances(), ports.holds(), clock(), 500).end());
      now(ports.novations().lapseDue(at));
      now(ports.sublets().lapse(500));
      now(new CloseDisputes(ports.disputes(), clock()).close());
    }
  }

  private void answer() {
    anyOf(judge.leases(), lease -> lease.billing().state() == Billing.State.AWAITING_ACCEPTANCE)
        .ifPresent(
            lease -> {
              Caller owner = member(lease.terms().ownerId());
              DecideLease deciding =
                  new DecideLease(ports.acceptances(), ports.contracts(), ports.holds(), clock());
              switch (random.nextInt(5)) {
                case 0 ->
                    done(
                        LeaseCommand.DECLINE,
                        lease,
                        () ->
                            deciding.decline(
                                owner, lease.id(), Acceptance.Reason.DATES, Optional.empty()));
                case 1 ->
                    done(
                        LeaseCommand.WITHDRAW,
                        lease,
                        () -> deciding.withdraw(member(lease.terms().exporterId()), lease.id()));
                default ->
                    done(LeaseCommand.ACCEPT, lease, () -> deciding.accept(owner, lease.id()));
              }
            });
  }

  private void cancel() {
    anyLease()
        .ifPresent(
            lease ->
                done(
                    LeaseCommand.CANCEL,
                    lease,
                    () ->
                        new CancelContract(ports.billings(), clock())
                            .cancel(member(lease.terms().exporterId()), lease.id())));
  }

  private AmendContract amending() {
    return new AmendContract(ports.billings(), ports.amendments(), clock(), Duration.ofDays(10));
  }

  /** Fewer units from a day on, or an early end. */
  private void reduce() {
    anyLease().ifPresent(this::reduce);
  }

  private void reduce(LivesJudge.Lease lease) {
    Quantities has = lease.billing().extent().quantities();
    LocalDate from = anyDay(has.stay());
    int least = from.equals(has.stay().from()) ? 1 : 0;
    if (has.on(from) <= least) {
      return;
    }
    int units = least + random.nextInt(has.on(from) - least);
    Caller exporter = member(lease.terms().exporterId());
    UUID quote = UUID.randomUUID();
    if (done(
        LeaseCommand.QUOTE_REDUCTION,
        lease,
        () -> amending().quote(exporter, quote, lease.id(), from, units))) {
      reductions.put(quote, lease.id());
      if (random.nextBoolean()) {
        agreeReduction(quote);
      }
    }
  }

  /** Rather one to come. */
  private LocalDate anyDay(DateRange of) {
    DateRange some =
        random.nextInt(6) > 0 && of.from().isBefore(today()) && of.to().isAfter(today().plusDays(1))
            ? new DateRange(today().plusDays(1), of.to())
            : of;
    return some.from().plusDays(random.nextInt(some.days()));
  }

  private void agreeReduction() {
    if (!reductions.isEmpty()) {
      agreeReduction(any(List.copyOf(reductions.keySet())));
    }
  }

  private void agreeReduction(UUID quote) {
    LivesJudge.Lease lease = judge.lease(reductions.get(quote));
    if (done(
        LeaseCommand.AGREE_REDUCTION,
        lease,
        () -> amending().agree(member(lease.terms().exporterId()), quote))) {
      reductions.remove(quote);
    }
  }

  private ExtendContract extending() {
    return new ExtendContract(
        ports.billings(),
        ports.leaseRequests(),
        ports.listings(),
        ports.creditFiles(),
        ports.rulebooks(),
        ports.annexes(),
        PRICING,
        Trade.RATES,
        clock(),
        Duration.ofDays(10));
  }

  /** Days after the last one, or units for some days of it. */
  private void extend() {
    anyLease()
        .ifPresent(
            lease -> {
              DateRange stay = lease.billing().extent().quantities().stay();
              LocalDate from = random.nextBoolean() ? stay.to() : anyDay(stay);
              DateRange more = DateRange.ofDays(from, 1 + random.nextInt(20));
              UUID quote = UUID.randomUUID();
              if (done(
                  LeaseCommand.QUOTE_ANNEX,
                  lease,
                  () ->
                      extending()
                          .quote(
                              member(lease.terms().exporterId()),
                              quote,
                              lease.id(),
                              1 + random.nextInt(2),
                              more))) {
                annexes.put(quote, lease.id());
                if (random.nextBoolean()) {
                  agreeAnnex(quote);
                }
              }
            });
  }

  private void agreeAnnex() {
    if (!annexes.isEmpty()) {
      agreeAnnex(any(List.copyOf(annexes.keySet())));
    }
  }

  private void agreeAnnex(UUID quote) {
    LivesJudge.Lease lease = judge.lease(annexes.get(quote));
    UUID made = UUID.randomUUID();
    if (done(
        LeaseCommand.AGREE_ANNEX,
        lease,
        () -> extending().agree(member(lease.terms().exporterId()), made, quote))) {
      annexes.remove(quote);
      judge.settled(made);
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
        clock(),
        Duration.ofDays(4));
  }

  /** What is left of a lease, or a part of it, to another exporter. */
  private void offerNovation() {
    anyLease().ifPresent(this::offerNovation);
  }

  private void offerNovation(LivesJudge.Lease lease) {
    Caller holder = member(lease.terms().exporterId());
    UUID newcomer = anyOf(exporters, each -> !each.equals(holder)).orElse(holder).organizationId();
    UUID id = UUID.randomUUID();
    LocalDate from = anyDay(lease.billing().extent().quantities().stay());
    int units = 1 + random.nextInt(2);
    Money price = Money.ofMinor(card.currency(), random.nextInt(2001) - 1000);
    if (done(
        LeaseCommand.OFFER_NOVATION,
        lease,
        () -> handing().offer(holder, id, lease.id(), newcomer, from, units, price))) {
      for (int moves = random.nextInt(3); moves > 0; moves--) {
        move(now(ports.novations().find(id, operator)));
      }
    }
  }

  private void moveNovation() {
    anyOf(judge.novations(), offer -> offer.isOpenAt(at)).ifPresent(this::move);
  }

  private void move(Novation offer) {
    UUID id = offer.id();
    LivesJudge.Lease lease = judge.lease(offer.contractId());
    Caller owner = member(offer.terms().ownerId());
    switch (random.nextInt(10)) {
      case 0 ->
          done(
              LeaseCommand.REFUSE_NOVATION,
              lease,
              () -> handing().refuse(owner, id, Novation.Reason.CREDIT));
      case 1 ->
          done(
              LeaseCommand.WITHDRAW_NOVATION,
              lease,
              () -> handing().withdraw(member(offer.holderId()), id));
      default -> {
        if (offer.state() == Novation.State.OFFERED) {
          done(LeaseCommand.CONSENT_NOVATION, lease, () -> handing().consent(owner, id));
        } else if (offer.madeId().isEmpty()) {
          takeNovation(offer, lease);
        } else {
          done(LeaseCommand.CONSENT_NOVATION, lease, () -> handing().consent(owner, id));
        }
      }
    }
  }

  /** Nothing is free for a moment, and nothing is leased twice. */
  private void takeNovation(Novation offer, LivesJudge.Lease lease) {
    UUID listing = lease.terms().listingId();
    var free = now(ports.capacities().free(listing));
    UUID made = UUID.randomUUID();
    if (done(
        LeaseCommand.TAKE_NOVATION,
        lease,
        () -> handing().take(member(offer.newcomerId()), made, offer.id(), "kettles"))) {
      judge.settled(made);
      assertThat(now(ports.capacities().free(listing))).isEqualTo(free);
    }
  }

  private void offerSublet() {
    anyLease()
        .ifPresent(
            lease -> {
              DateRange stay = lease.billing().extent().quantities().stay();
              LocalDate from = anyDay(stay);
              int most = new DateRange(from, stay.to()).days();
              OfferSublet.Part part =
                  new OfferSublet.Part(
                      1 + random.nextInt(2),
                      DateRange.ofDays(from, 1 + random.nextInt(most)),
                      card,
                      1,
                      1);
              Duration within = random.nextInt(6) == 0 ? Duration.ZERO : FAR;
              UUID id = UUID.randomUUID();
              if (done(
                  LeaseCommand.OFFER_SUBLET,
                  lease,
                  () ->
                      new OfferSublet(ports.contracts(), ports.sublets(), Trade.RATES, within)
                          .offer(member(lease.terms().exporterId()), id, lease.id(), part))) {
                listings.add(id);
                sublets.add(id);
                if (random.nextBoolean()) {
                  decideSublet(id);
                }
              }
            });
  }

  private LivesJudge.Lease above(UUID sublet) {
    return judge.lease(listing(sublet).parent().orElseThrow().contractId());
  }

  private void decideSublet() {
    anyOf(sublets, id -> !listing(id).open()).ifPresent(this::decideSublet);
  }

  private void decideSublet(UUID id) {
    LivesJudge.Lease lease = above(id);
    Caller lessor = member(lease.terms().ownerId());
    DecideSublet deciding = new DecideSublet(ports.sublets());
    if (random.nextInt(4) == 0) {
      done(
          LeaseCommand.REFUSE_SUBLET,
          lease,
          () -> deciding.refuse(lessor, id, ConsentRefusal.OTHER));
    } else {
      done(LeaseCommand.CONSENT_SUBLET, lease, () -> deciding.consent(lessor, id));
    }
  }

  /** Closes it, or opens it with other units. */
  private void reviseListing() {
    Versioned<Listing> found =
        now(
            ports
                .listings()
                .find(anyOf(listings, sublets::contains).orElseGet(() -> any(listings))));
    Listing was = found.value();
    boolean open = random.nextInt(3) > 0;
    Listing revised = was.revised(1 + random.nextInt(5), was.rateCard(), 1, 1, open, was.sublets());
    done(
        LeaseCommand.REVISE_LISTING,
        was.parent().map(above -> judge.lease(above.contractId()).billing().state()).orElse(FREE),
        () -> ports.listings().replace(revised, found.version()));
  }

  /** Files one, or decides one, sometimes twice. */
  private void claim() {
    ClaimDeposit claiming = new ClaimDeposit(ports.claims(), clock());
    List<Claim> filed = judge.claims();
    if (!filed.isEmpty() && random.nextBoolean()) {
      Claim claim = anyOf(filed, each -> each.awarded().isEmpty()).orElseGet(() -> any(filed));
      LivesJudge.Lease lease = judge.lease(claim.contractId());
      if (random.nextBoolean()) {
        done(
            LeaseCommand.AGREE_CLAIM,
            lease,
            () -> claiming.agree(member(lease.terms().exporterId()), claim.id()));
      } else {
        done(
            LeaseCommand.RULE_CLAIM,
            lease,
            () -> claiming.rule(operator, claim.id(), partOf(claim.amount()), "so be it"));
      }
      return;
    }
    anyLease()
        .ifPresent(
            lease -> {
              Money amount =
                  partOf(lease.terms().conditions().deposit())
                      .plus(Money.ofMinor(card.currency(), 1));
              done(
                  LeaseCommand.FILE_CLAIM,
                  lease,
                  () ->
                      claiming.file(
                          member(lease.terms().ownerId()),
                          UUID.randomUUID(),
                          lease.id(),
                          amount,
                          "bent"));
            });
  }

  private Money partOf(Money whole) {
    return Money.ofMinor(whole.getCurrencyUnit(), random.nextInt(1 + whole.getAmountMinorInt()));
  }

  private void openDispute() {
    anyLease().ifPresent(this::openDispute);
  }

  private void openDispute(LivesJudge.Lease lease) {
    CurrencyUnit currency = card.currency();
    Money most = lease.terms().bill().firstPeriodTotal();
    Subject subject = random.nextBoolean() ? Subject.contract() : Subject.goods(today(), "rain");
    Caller opener =
        member(random.nextBoolean() ? lease.terms().exporterId() : lease.terms().ownerId());
    List<Document> invoices = judge.invoices(lease.id());
    if (!invoices.isEmpty() && random.nextBoolean()) {
      Document invoice = any(invoices);
      Bill.Line line =
          any(
              invoice.lines().stream()
                  .filter(each -> each.code() != ChargeCode.COMMISSION)
                  .toList());
      subject = Subject.line(invoice.id(), line.code());
      opener = member(lease.terms().exporterId());
      most = line.amount().isPositive() ? line.amount() : most;
    }
    Disputes.Opening opening =
        new Disputes.Opening(
            UUID.randomUUID(),
            lease.id(),
            subject,
            partOf(most).plus(Money.ofMinor(currency, 1)),
            "it was wet",
            RULES);
    Caller by = opener;
    done(LeaseCommand.OPEN_DISPUTE, lease, () -> ports.disputes().open(opening, by, at));
  }

  /** Whether it is its turn or not. */
  private void moveDispute() {
    anyOf(judge.disputes(), each -> !each.state().isOver()).ifPresent(this::move);
  }

  private void move(Dispute dispute) {
    Caller opener = member(dispute.openerId());
    Caller respondent = member(dispute.respondentId());
    boolean openers = random.nextBoolean();
    Caller either = openers ? opener : respondent;
    Money some = partOf(dispute.amount());
    done(
        LeaseCommand.MOVE_DISPUTE,
        judge.lease(dispute.contractId()),
        () ->
            switch (random.nextInt(9)) {
              case 0, 1 -> moving(dispute, respondent, Move.answer("no"));
              case 2, 3 -> moving(dispute, either, Move.offer(some, "so"));
              case 4 ->
                  moving(
                      dispute,
                      either,
                      accepting(dispute, openers ? Party.OPENER : Party.RESPONDENT));
              case 5 -> moving(dispute, opener, Move.withdraw());
              case 6, 7 -> moving(dispute, operator, Move.rule(some, "so be it"));
              default -> moving(dispute, either, Move.appeal("no"));
            });
  }

  /** Rather once it has run its time. */
  private void review() {
    anyOf(judge.leases(), lease -> lease.billing().state() == Billing.State.ENDED)
        .ifPresent(this::review);
  }

  private void review(LivesJudge.Lease lease) {
    LeaseTerms terms = lease.terms();
    Caller reviewer = member(random.nextBoolean() ? terms.exporterId() : terms.ownerId());
    Side side = Side.of(terms, reviewer.organizationId()).orElseThrow();
    Map<Criterion, Integer> marks = new EnumMap<>(Criterion.class);
    side.criteria().forEach(each -> marks.put(each, 1 + random.nextInt(5)));
    done(
        LeaseCommand.REVIEW,
        lease,
        () ->
            new ReviewLease(ports.reviews(), ports.contracts(), clock())
                .give(reviewer, UUID.randomUUID(), lease.id(), marks, Optional.empty()));
  }

  private Mono<Dispute> moving(Dispute dispute, Caller caller, Move move) {
    return ports.disputes().move(dispute.id(), UUID.randomUUID(), caller, move, at);
  }

  private static Move accepting(Dispute dispute, Party party) {
    return Move.accept(dispute.offerTo(party).map(Dispute.Entry::id).orElseGet(UUID::randomUUID));
  }

  /** What is claimed and disputed still when all leases have ended. */
  private void settleQuarrels() {
    for (Claim claim : judge.claims()) {
      if (claim.awarded().isEmpty()) {
        now(ports.claims().rule(claim.id(), partOf(claim.amount()), "so be it"));
      }
    }
    judge.judge(at, listings);
    for (Dispute dispute : judge.disputes()) {
      if (!dispute.state().isOver()) {
        now(moving(dispute, member(dispute.openerId()), Move.withdraw()));
      }
    }
    judge.judge(at, listings);
  }
}
