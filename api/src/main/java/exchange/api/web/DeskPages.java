package exchange.api.web;

import exchange.core.acceptance.Acceptance;
import exchange.core.acceptance.Acceptances;
import exchange.core.billing.Billing;
import exchange.core.billing.Billings;
import exchange.core.billing.Claim;
import exchange.core.billing.Claims;
import exchange.core.blacklist.Blacklisting;
import exchange.core.blacklist.Blacklistings;
import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Held;
import exchange.core.capacity.Reservations;
import exchange.core.dispute.Dispute;
import exchange.core.dispute.Disputes;
import exchange.core.ledger.Ledger;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.MatchingSchedules;
import exchange.core.member.Caller;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.member.Role;
import exchange.core.novation.Novation;
import exchange.core.novation.Novations;
import exchange.core.quote.SurveyOccupancy;
import exchange.core.recount.Recounts;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.sublet.Sublets;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Page;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What each member wants to see first: what waits for it, and how its business goes. */
@Controller
final class DeskPages {
  private static final Page.Query RECENT = new Page.Query(50, Optional.empty());
  private static final Page.Query MANY = new Page.Query(200, Optional.empty());
  private static final int MONTHS_BACK = 3;
  private static final int MONTHS = 12;
  private static final int WEEKS = 26;

  private final LeaseRequests requests;
  private final Reservations reservations;
  private final Billings billings;
  private final Claims claims;
  private final Acceptances acceptances;
  private final Organizations organizations;
  private final Sublets sublets;
  private final Novations novations;
  private final Disputes disputes;
  private final Blacklistings blacklistings;
  private final AwaitedAnswers awaitedAnswers;
  private final Ledger ledger;
  private final SurveyOccupancy surveyOccupancy;
  private final MatchingRounds rounds;
  private final MatchingSchedules schedules;
  private final Recounts recounts;
  private final ExchangeRates rates;
  private final Clock clock;

  DeskPages(
      LeaseRequests requests,
      Reservations reservations,
      Billings billings,
      Claims claims,
      Acceptances acceptances,
      Organizations organizations,
      Sublets sublets,
      Novations novations,
      Disputes disputes,
      Blacklistings blacklistings,
      AwaitedAnswers awaitedAnswers,
      Ledger ledger,
      SurveyOccupancy surveyOccupancy,
      MatchingRounds rounds,
      MatchingSchedules schedules,
      Recounts recounts,
      ExchangeRates rates,
      Clock clock) {
    this.requests = requests;
    this.reservations = reservations;
    this.billings = billings;
    this.claims = claims;
    this.acceptances = acceptances;
    this.organizations = organizations;
    this.sublets = sublets;
    this.novations = novations;
    this.disputes = disputes;
    this.blacklistings = blacklistings;
    this.awaitedAnswers = awaitedAnswers;
    this.ledger = ledger;
    this.surveyOccupancy = surveyOccupancy;
    this.rounds = rounds;
    this.schedules = schedules;
    this.recounts = recounts;
    this.rates = rates;
    this.clock = clock;
  }

  @GetMapping("/desk")
  Mono<Rendering> desk(ServerWebExchange exchange) {
    Formats formats = new Formats(Language.of(exchange));
    return Callers.of(exchange)
        .flatMap(caller -> caller.isOperator() ? operatorDesk(caller) : tradeDesk(caller, formats));
  }

  private Mono<Rendering> operatorDesk(Caller caller) {
    return Mono.zip(
            rounds.page(RECENT),
            recounts.page(RECENT),
            ledger.totals(),
            undecided(caller),
            schedules.inForce(),
            disputes.awaitingRuling(clock.instant(), RECENT.limit()).collectList(),
            awaitedAnswers.all())
        .map(
            all ->
                Rendering.view("desk-operator")
                    .modelAttribute(
                        "rounds", all.getT1().items().stream().map(RoundPages.Row::of).toList())
                    .modelAttribute("recounts", all.getT2().items())
                    .modelAttribute("claims", all.getT4())
                    .modelAttribute("schedule", all.getT5())
                    .modelAttribute("disputes", all.getT6())
                    .modelAttribute("awaited", all.getT7())
                    .modelAttribute("now", clock.instant())
                    .modelAttribute(
                        "owed",
                        all.getT3().stream()
                            .filter(each -> each.purpose().name().equals("BANK"))
                            .map(each -> each.total().negated())
                            .toList())
                    .build());
  }

  /** What waits for an owner's word, whatever must be answered first, first. */
  private Mono<List<ContractPages.Asked>> awaited(Caller caller) {
    return acceptances
        .page(caller, MANY)
        .flatMapIterable(Page::items)
        .filter(each -> each.state() == Acceptance.State.AWAITED)
        .sort(Comparator.comparing(Acceptance::answerBy))
        .collectList()
        .flatMap(
            waiting ->
                organizations
                    .named(
                        waiting.stream()
                            .map(each -> each.terms().exporterId())
                            .collect(Collectors.toSet()))
                    .map(
                        found -> {
                          Map<UUID, String> names =
                              found.stream()
                                  .collect(Collectors.toMap(Organization::id, Organization::name));
                          return waiting.stream()
                              .map(
                                  each ->
                                      new ContractPages.Asked(
                                          each, names.getOrDefault(each.terms().exporterId(), "")))
                              .toList();
                        }));
  }

  private Mono<List<Claim>> undecided(Caller caller) {
    return claims
        .page(caller, MANY)
        .map(
            page ->
                page.items().stream().filter(claim -> claim.state() == Claim.State.FILED).toList());
  }

  private Mono<List<Dispute>> live(Caller caller) {
    return disputes
        .page(caller, MANY)
        .map(page -> page.items().stream().filter(each -> !each.state().isOver()).toList());
  }

  private Mono<List<Novation>> handedOver(Caller caller) {
    return novations
        .page(caller, MANY)
        .map(page -> page.items().stream().filter(each -> each.isOpenAt(clock.instant())).toList());
  }

  private Mono<Optional<Blacklisting>> blacklisted(Caller caller) {
    return blacklistings
        .inForce(caller.organizationId())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  private Mono<Rendering> tradeDesk(Caller caller, Formats formats) {
    return Mono.zip(
            requests.page(caller, RECENT),
            reservations.page(caller, RECENT),
            billings.page(caller, MANY),
            ledger.wallet(caller.organizationId(), caller),
            occupancy(caller, formats),
            undecided(caller),
            sublets.waiting(caller, RECENT).zipWith(awaited(caller)),
            Mono.zip(live(caller), handedOver(caller), blacklisted(caller)))
        .map(
            all -> {
              Rendering.Builder<?> page =
                  Rendering.view("desk")
                      .modelAttribute(
                          "open",
                          all.getT1().items().stream()
                              .filter(each -> each.state() == LeaseRequest.State.OPEN)
                              .toList())
                      .modelAttribute("holds", live(all.getT2().items()))
                      .modelAttribute("contracts", all.getT3().items())
                      .modelAttribute("balances", WalletPages.sorted(all.getT4()))
                      .modelAttribute("claims", all.getT6())
                      .modelAttribute("consents", all.getT7().getT1().items())
                      .modelAttribute("awaited", all.getT7().getT2())
                      .modelAttribute("disputes", all.getT8().getT1())
                      .modelAttribute("novations", all.getT8().getT2())
                      .modelAttribute("now", clock.instant())
                      .modelAttribute("months", months(caller, all.getT3().items(), formats));
              all.getT8().getT3().ifPresent(each -> page.modelAttribute("blacklisted", each));
              all.getT5().ifPresent(weeks -> page.modelAttribute("weeks", weeks));
              return page.build();
            });
  }

  /** The one whose time is over first, first. */
  private List<Reservation> live(List<Reservation> all) {
    return all.stream()
        .filter(each -> each instanceof Held held && held.isLiveAt(clock.instant()))
        .sorted(Comparator.comparing(Reservation::expiresAt))
        .toList();
  }

  /** Of owners only; a week without anything on offer counts as empty. */
  private Mono<Optional<Columns>> occupancy(Caller caller, Formats formats) {
    if (!caller.roles().contains(Role.OWNER)) {
      return Mono.just(Optional.empty());
    }
    LocalDate monday =
        LocalDate.now(clock).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return surveyOccupancy
        .survey(caller, monday, WEEKS)
        .map(weeks -> weeks.stream().map(week -> figure(week, formats)).toList())
        .map(figures -> Optional.of(Columns.of(figures, 1)))
        // Until the offers are in memory the desk goes without.
        .onErrorReturn(TimeoutException.class, Optional.empty());
  }

  private static Columns.Figure figure(SurveyOccupancy.Week week, Formats formats) {
    double share = week.offered() == 0 ? 0 : (double) week.taken() / week.offered();
    boolean monthBegins = week.first().getDayOfMonth() <= 7;
    return new Columns.Figure(
        formats.date(week.first()),
        monthBegins ? formats.shortMonth(week.first()) : "",
        formats.percent(share),
        share);
  }

  /** What an exporter pays for each month, or what an owner gets of it. */
  private Columns months(Caller caller, List<Billing> leases, Formats formats) {
    Map<YearMonth, Money> sums = new TreeMap<>();
    YearMonth start = YearMonth.now(clock).minusMonths(MONTHS_BACK);
    IntStream.range(0, MONTHS)
        .forEach(i -> sums.put(start.plusMonths(i), Money.zero(rates.market())));
    for (Billing lease : leases) {
      boolean owns = lease.terms().ownerId().equals(caller.organizationId());
      for (int period = 0; period < periods(lease); period++) {
        Money amount = rates.toMarket(owns ? lease.ownersShare(period) : lease.total(period));
        sums.computeIfPresent(
            YearMonth.from(lease.dates(period).from()), (month, sum) -> sum.plus(amount));
      }
    }
    return Columns.of(
        sums.entrySet().stream()
            .map(
                each ->
                    new Columns.Figure(
                        formats.month(each.getKey().atDay(1)),
                        formats.shortMonth(each.getKey().atDay(1)),
                        formats.wholeMoney(each.getValue()),
                        each.getValue().getAmount().doubleValue()))
            .toList());
  }

  /** Those that were or will be paid: a lease that ended early has no more than were. */
  private static int periods(Billing lease) {
    return lease.state() == Billing.State.RUNNING
        ? lease.extent().bill().periods().size()
        : lease.closed();
  }
}
