package exchange.api;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import exchange.api.demo.DemoMarket;
import exchange.api.demo.LeaseDemoSpace;
import exchange.api.demo.LoadDemoMarket;
import exchange.core.acceptance.Acceptances;
import exchange.core.bank.BankStatements;
import exchange.core.billing.BillContracts;
import exchange.core.billing.Billing;
import exchange.core.billing.Billings;
import exchange.core.billing.CancelContract;
import exchange.core.capacity.Reservation;
import exchange.core.card.CardProvider;
import exchange.core.card.NoCards;
import exchange.core.currency.ConvertMoney;
import exchange.core.currency.StateRates;
import exchange.core.guarantee.Guarantees;
import exchange.core.guarantee.Receivable;
import exchange.core.lease.ConfirmReservation;
import exchange.core.lease.Contract;
import exchange.core.lease.CoverRules;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.Rulebook;
import exchange.core.lease.Rulebooks;
import exchange.core.lease.StateRulebook;
import exchange.core.ledger.AddOwnFunds;
import exchange.core.ledger.Journal;
import exchange.core.ledger.Ledger;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.PurposeTotal;
import exchange.core.ledger.VerifyJournal;
import exchange.core.listing.Listings;
import exchange.core.member.Caller;
import exchange.core.member.CreditTier;
import exchange.core.member.Organizations;
import exchange.core.member.Role;
import exchange.core.quote.Options;
import exchange.core.quote.QuoteLeaseRequest;
import exchange.core.quote.ReserveQuote;
import exchange.core.recount.Recount;
import exchange.core.recount.Recounts;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Page;
import exchange.core.values.Places;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import exchange.core.warehouse.Warehouses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.FileSystemUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sixty days of the demo market on stores of its own, by a clock that runs ahead, and where all
 * money lies afterwards. One exporter has the wrong currency and converts; one cancels too late to
 * be free; one stops paying and has a deposit; one stops paying and has none, so that the guarantee
 * pays, and is paid back in part.
 */
final class DemoMonth {
  /** The argument that asks for it. */
  static final String NAME = "demo-month";

  private static final LocalDate OPENING = LocalDate.of(2027, 3, 1);
  private static final int DAYS = 60;
  private static final int AT_ONCE = 8;

  /** What the exporters are up to, by their place among them. */
  private static final int CONVERTS = 0;

  private static final int CANCELS = 1;
  private static final int STOPS_PAYING = 2;
  private static final int STOPS_PAYING_WITHOUT_DEPOSIT = 3;

  private final ConfigurableApplicationContext context;
  private final AheadClock clock;
  private final ExchangeRates rates;
  private final Caller operator;
  private final List<Caller> exporters;
  private final Map<UUID, Caller> leases = new LinkedHashMap<>();
  private final Map<UUID, Billing> seen = new LinkedHashMap<>();
  private final Set<String> paid = new HashSet<>();
  private final DemoMarket market;
  private int unserved;

  private static final class AheadClock extends Clock {
    private Instant now = OPENING.atTime(21, 0).toInstant(ZoneOffset.UTC);

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @EnableConfigurationProperties(ExchangeSettings.class)
  @Import({StoreWiring.class, UseCaseWiring.class})
  static class Wiring {
    @Bean
    CardProvider nobodyPaysByCard() {
      return new NoCards();
    }
  }

  private DemoMonth(ConfigurableApplicationContext context, AheadClock clock) {
    this.context = context;
    this.clock = clock;
    this.rates = get(ExchangeRates.class);
    this.market =
        DemoMarket.draw(DemoMarket.SEED, OPENING, get(Places.class), rates, get(Options.class));
    this.operator = new Caller(market.operator().organization().id(), Set.of(Role.OPERATOR));
    this.exporters =
        market.members().stream()
            .map(DemoMarket.Member::organization)
            .filter(each -> each.roles().contains(Role.EXPORTER))
            .map(each -> new Caller(each.id(), Set.of(Role.EXPORTER)))
            .toList();
  }

  /**
   * @return whether every currency adds up to nothing, and the books to what was posted
   */
  static boolean run() {
    long begin = System.nanoTime();
    AheadClock clock = new AheadClock();
    Path directory = temporary();
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Wiring.class)
            .web(WebApplicationType.NONE)
            .initializers(
                (GenericApplicationContext each) ->
                    each.registerBean(
                        "aheadClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)))
            .run(
                // Never anybody's real stores.
                "--exchange.data-directory=" + directory,
                "--exchange.postgres.url=",
                "--exchange.redis.url=")) {
      DemoMonth month = new DemoMonth(context, clock);
      month.open();
      for (int day = 0; day < DAYS; day++) {
        month.passDay(day);
      }
      boolean balances = month.report();
      say("%.0f s in all", (System.nanoTime() - begin) / 1e9);
      return balances;
    } finally {
      FileSystemUtils.deleteRecursively(directory.toFile());
    }
  }

  private <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  private void open() {
    LoadDemoMarket load =
        new LoadDemoMarket(
            get(Organizations.class),
            get(Warehouses.class),
            get(Listings.class),
            get(LeaseRequests.class),
            get(BankStatements.class),
            get(LeaseDemoSpace.class),
            secret -> Mono.just("nobody signs in"));
    now(load.load(withoutMoney(market)));
    stateRates();
    Rulebook first = now(get(Rulebooks.class).inForce(clock.instant()));
    // Tomorrow's leases need no deposit.
    rulebook(first, first.depositPeriods(), clock.instant());
    rulebook(first, Map.of(), clock.instant().plus(Duration.ofHours(1)));
    for (CurrencyUnit currency : currencies()) {
      for (Purpose purpose : List.of(Purpose.GUARANTEE, Purpose.FX)) {
        now(
            get(AddOwnFunds.class)
                .add(operator, UUID.randomUUID(), purpose, worth(200_000, currency), "own"));
      }
    }
    say("The market opens on %s.", OPENING);
    for (LeaseRequest request : market.requests()) {
      int place = exporters.indexOf(exporter(request));
      if (place != STOPS_PAYING_WITHOUT_DEPOSIT) {
        lease(request, exporters.get(place));
      }
    }
    say("%d leases are settled; %d requests found no room or price.", leases.size(), unserved);
  }

  private static DemoMarket withoutMoney(DemoMarket market) {
    return new DemoMarket(
        market.operator(),
        market.members(),
        market.warehouses(),
        market.listings(),
        market.requests(),
        List.of(),
        List.of(),
        market.impossible());
  }

  private void stateRates() {
    ExchangeRates today =
        new ExchangeRates(rates.market(), rates.source(), clock.instant(), rates.perMarketUnit());
    now(get(StateRates.class).state(operator, UUID.randomUUID(), today));
  }

  private void rulebook(Rulebook like, Map<CreditTier, Integer> deposits, Instant from) {
    Rulebook next =
        new Rulebook(
            from,
            deposits,
            like.cancellation(),
            like.release(),
            like.billing(),
            new CoverRules(1, BigDecimal.TEN),
            like.answering());
    now(get(StateRulebook.class).state(operator, UUID.randomUUID(), next));
  }

  private List<CurrencyUnit> currencies() {
    return market.listings().stream()
        .map(each -> each.rateCard().currency())
        .distinct()
        .sorted()
        .toList();
  }

  private Money worth(long dollars, CurrencyUnit currency) {
    BigDecimal amount = BigDecimal.valueOf(dollars).multiply(rates.rate(currency));
    return Money.of(currency, amount, RoundingMode.UP);
  }

  private Caller exporter(LeaseRequest request) {
    return exporters.stream()
        .filter(each -> each.organizationId().equals(request.exporterId()))
        .findFirst()
        .orElseThrow();
  }

  /** Takes the cheapest quote of a request that begins early enough to be paid for twice. */
  private void lease(LeaseRequest request, Caller exporter) {
    if (request.latestStart().isAfter(OPENING.plusDays(30))) {
      return;
    }
    Optional<Reservation.Held> held =
        get(QuoteLeaseRequest.class)
            .quote(exporter, UUID.randomUUID(), request.id(), 1)
            .flatMapIterable(set -> set.quotes())
            .next()
            .flatMap(
                quote -> get(ReserveQuote.class).reserve(exporter, UUID.randomUUID(), quote.id()))
            .blockOptional();
    if (held.isEmpty()) {
      unserved++;
      return;
    }
    Reservation.Held reservation = held.orElseThrow();
    fundSettlement(exporter, reservation.terms());
    Contract contract = confirm(exporter, reservation.id());
    // The books' own clock stands at today, so the owner answers there and then.
    contract
        .answerBy()
        .ifPresent(
            by -> {
              Caller owner = new Caller(contract.terms().ownerId(), Set.of(Role.OWNER));
              now(get(Acceptances.class).accept(contract.id(), owner, contract.settledAt()));
            });
    leases.put(contract.id(), exporter);
  }

  private void fundSettlement(Caller exporter, LeaseTerms terms) {
    Money due = terms.dueAtSettlement();
    if (exporters.indexOf(exporter) != CONVERTS) {
      fund(exporter, due);
      return;
    }
    CurrencyUnit other =
        due.getCurrencyUnit().equals(CurrencyUnit.USD) ? CurrencyUnit.EUR : CurrencyUnit.USD;
    BigDecimal dollars = rates.toMarket(due).getAmount();
    fund(exporter, worth(dollars.longValue() * 2, other));
  }

  private void fund(Caller exporter, Money amount) {
    now(
        get(Ledger.class)
            .deposit(UUID.randomUUID(), exporter.organizationId(), amount, "a transfer"));
  }

  private Contract confirm(Caller exporter, UUID reservation) {
    ConfirmReservation confirming = get(ConfirmReservation.class);
    try {
      return now(confirming.confirm(exporter, UUID.randomUUID(), reservation));
    } catch (RefusedException refused) {
      if (refused.refusal().code() != RefusalCode.CONVERSION_NEEDED) {
        throw refused;
      }
      say("%s", refused.refusal().sentence());
      Map<String, String> facts = refused.refusal().facts();
      CurrencyUnit give = Money.parse(facts.get("give")).getCurrencyUnit();
      Money get = Money.parse(facts.get("get"));
      ConvertMoney convert = get(ConvertMoney.class);
      now(
          convert
              .quote(exporter, UUID.randomUUID(), give, get)
              .flatMap(quote -> convert.execute(exporter, quote.id())));
      return now(confirming.confirm(exporter, UUID.randomUUID(), reservation));
    }
  }

  private void passDay(int day) {
    clock.now = clock.now.plus(Duration.ofDays(1));
    stateRates();
    if (day == 0) {
      market.requests().stream()
          .filter(each -> exporters.indexOf(exporter(each)) == STOPS_PAYING_WITHOUT_DEPOSIT)
          .forEach(each -> lease(each, exporter(each)));
    }
    cancel();
    Flux.fromIterable(List.copyOf(leases.keySet()))
        .flatMap(id -> get(Billings.class).find(id, operator), AT_ONCE)
        .collectList()
        .blockOptional()
        .orElseThrow()
        .forEach(this::look);
    now(get(BillContracts.class).bill());
    payBack();
  }

  /** The first time that it is less than twelve hours, so that it costs something. */
  private void cancel() {
    Caller who = exporters.get(CANCELS);
    leases.entrySet().stream()
        .filter(each -> each.getValue().equals(who))
        .map(each -> now(get(Billings.class).find(each.getKey(), who)))
        .filter(each -> each.state() == Billing.State.RUNNING && each.closed() == 0)
        .filter(
            each -> {
              LeaseTerms terms = each.terms();
              Instant start = terms.stay().from().atStartOfDay(terms.site().zone()).toInstant();
              Duration left = Duration.between(clock.now, start);
              return !left.isNegative() && left.compareTo(Duration.ofHours(12)) < 0;
            })
        .findFirst()
        .filter(each -> seen.values().stream().noneMatch(DemoMonth::isCancelled))
        .ifPresent(each -> now(get(CancelContract.class).cancel(who, each.contractId())));
  }

  private static boolean isCancelled(Billing billing) {
    return billing.state() == Billing.State.CANCELLED;
  }

  /** Who still pays has the money ready when asked; says what else has happened. */
  private void look(Billing billing) {
    UUID id = billing.contractId();
    Billing before = seen.put(id, billing);
    Caller exporter = Optional.ofNullable(leases.get(id)).orElseThrow();
    int place = exporters.indexOf(exporter);
    boolean pays = place != STOPS_PAYING && place != STOPS_PAYING_WITHOUT_DEPOSIT;
    boolean asked = billing.requested() > billing.funded();
    if (pays && asked && paid.add(id + "/" + billing.funded())) {
      fund(exporter, billing.total(billing.funded()));
    }
    if (before != null && before.state() != billing.state()) {
      say("%s  a lease at %s is %s", today(), billing.terms().site().name(), billing.state());
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.now, ZoneOffset.UTC);
  }

  /** Whoever owes to the pool is sent half of it, once. */
  private void payBack() {
    for (Receivable each : receivables()) {
      if (paid.add(each.contractId() + " owes")) {
        say("%s  the guarantee has paid %s to an owner", today(), each.paid());
        fund(
            new Caller(each.exporterId(), Set.of(Role.EXPORTER)),
            each.owed().dividedBy(2, RoundingMode.UP));
      }
    }
  }

  private List<Receivable> receivables() {
    Page.Query query = new Page.Query(200, Optional.empty());
    return now(get(Guarantees.class).receivables(operator, query)).items();
  }

  private boolean report() {
    Map<Billing.State, Long> states =
        seen.values().stream().collect(groupingBy(Billing::state, TreeMap::new, counting()));
    say("After %d days: %s", DAYS, states);
    receivables()
        .forEach(each -> say("The guarantee paid %s, is owed %s", each.paid(), each.owed()));
    now(get(Journal.class).seal(1_000_000));
    VerifyJournal.Verdict verdict = now(get(VerifyJournal.class).verify(operator));
    say("%d journal entries verified, faults: %s", verdict.entries(), verdict.faults());
    List<Recount.Difference> differences =
        now(get(Recounts.class).recount(Duration.ZERO)).differences();
    say("Counters that are not what their rows add up to: %s", differences);
    return trialBalance() && verdict.faults().isEmpty() && differences.isEmpty();
  }

  private boolean trialBalance() {
    Map<CurrencyUnit, Money> sums = new TreeMap<>();
    say("%nTrial balance");
    for (PurposeTotal each : now(get(Ledger.class).totals())) {
      CurrencyUnit currency = each.total().getCurrencyUnit();
      sums.merge(currency, each.total(), Money::plus);
      say("%s  %-10s %5d accounts %20s", currency, each.purpose(), each.accounts(), each.total());
    }
    sums.forEach((currency, sum) -> say("%s  adds up to %s", currency, sum));
    return sums.values().stream().allMatch(Money::isZero);
  }

  private static <T> T now(Mono<T> mono) {
    return mono.blockOptional().orElseThrow();
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void say(String sentence, Object... facts) {
    System.out.println(String.format(sentence, facts));
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory(NAME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
