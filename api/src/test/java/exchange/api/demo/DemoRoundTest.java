package exchange.api.demo;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.HoldCapacity;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.matching.Matcher;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Split;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRound.Finished;
import exchange.core.matching.MatchingRound.Result;
import exchange.core.matching.Plan;
import exchange.core.matching.Proposal;
import exchange.core.matching.Reasons;
import exchange.core.matching.Reasons.Win;
import exchange.core.matching.RoundProof;
import exchange.core.matching.RunMatchingRound;
import exchange.core.matching.SpaceValue;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.quote.LocationCost;
import exchange.core.quote.Offer;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequest;
import exchange.core.sublet.OfferSublet;
import exchange.core.testing.InMemoryExchange;
import exchange.core.values.Page;
import exchange.matcher.GreedyMatcher;
import exchange.matcher.OptaPlannerMatcher;
import exchange.matcher.certificate.CertificateChecker;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What a matching round says of the demo market holds when it is worked out again. */
@Tag("solving")
class DemoRoundTest {
  private static final LocalDate START = LocalDate.of(2026, 11, 21);
  private static final MarketReferenceData DATA = MarketReferenceData.read();
  private static final Clock CLOCK =
      Clock.fixed(START.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
  private static final Caller OPERATOR = new Caller(new UUID(0, 1), Set.of(Role.OPERATOR));
  private static final Page.Query MANY = new Page.Query(1000, Optional.empty());
  private static final UUID ROUND = new UUID(0, 7);
  private static final int SEED = 42;

  private static final InMemoryExchange EXCHANGE = new InMemoryExchange(CLOCK);
  private static final Pricing PRICING = new Pricing(new BigDecimal("5"));
  private static final Options OPTIONS =
      new Options(PRICING, new LocationCost(DATA.rates().market()), DATA.rates());

  /** Counts no time, so that rounds say the same on every machine. */
  private static final Matcher BY_STEPS =
      (problem, effort, watcher) ->
          new OptaPlannerMatcher()
              .match(
                  problem,
                  new Matcher.Effort(
                      Duration.ofMinutes(10), Math.min(effort.steps(), 20_000), effort.seed()),
                  watcher);

  private static DemoMarket market;
  private static Result result;
  private static RoundProof proof;
  private static List<Proposal> proposals;

  @BeforeAll
  static void runARound() {
    market = DemoMarket.draw(DemoMarket.SEED, START, DATA.places(), DATA.rates(), OPTIONS);
    new LoadDemoMarket(
            EXCHANGE.organizations(),
            EXCHANGE.warehouses(),
            EXCHANGE.listings(),
            EXCHANGE.leaseRequests(),
            EXCHANGE.bankStatements(),
            new LeaseDemoSpace(
                EXCHANGE.listings(),
                EXCHANGE.leaseRequests(),
                EXCHANGE.reservations(),
                EXCHANGE.contracts(),
                EXCHANGE.rulebooks(),
                OPTIONS,
                new OfferSublet(
                    EXCHANGE.contracts(), EXCHANGE.sublets(), DATA.rates(), Duration.ofDays(1)),
                CLOCK),
            secret -> Mono.just("#" + secret))
        .load(market)
        .block();
    EXCHANGE.matchingRounds().open(ROUND, new MatchingRound.Settings(3, SEED)).block();
    MatchingRound round =
        new RunMatchingRound(
                EXCHANGE.matchingRounds(),
                EXCHANGE.leaseRequests(),
                EXCHANGE.offers(),
                EXCHANGE.blacklistings(),
                new HoldCapacity(EXCHANGE.holds(), EXCHANGE.capacities(), EXCHANGE.reservations()),
                OPTIONS,
                EXCHANGE.rulebooks(),
                EXCHANGE.creditFiles(),
                BY_STEPS,
                new GreedyMatcher(),
                DATA.rates(),
                CLOCK,
                Schedulers.boundedElastic(),
                Duration.ofHours(1))
            .run(progress -> {})
            .blockLast();
    result = ((Finished) round.state()).result();
    proof = EXCHANGE.matchingRounds().proof(ROUND).block();
    proposals = EXCHANGE.matchingRounds().proposals(ROUND, OPERATOR, MANY).block().items();
  }

  @Test
  void itsCertificateHolds() {
    assertThat(
            CertificateChecker.faults(
                proof.problem(), proof.solved().plan(), proof.solved().certificate()))
        .isEmpty();
    assertThat(result.bound()).isLessThanOrEqualTo(result.cost());
    assertThat(result.bound().getAmountMinorLong()).isEqualTo(proof.solved().certificate().bound());
  }

  @Test
  void everyUnmatchedRequestIsToldWhatWouldHaveWon() {
    assertThat(unmatched()).isNotEmpty();
    for (Proposal proposal : unmatched()) {
      Reasons reasons = proposal.reasons().orElseThrow();
      assertThat(reasons.near()).as("near %s", proposal).isNotEmpty();
      assertThat(reasons.wins()).as("wins %s", proposal).isNotEmpty();
    }
  }

  /** Files each changed request in place of the one that was left out. */
  @Test
  void everyWinComesTrueWhenTheRoundIsSolvedAgain() {
    unmatched().parallelStream()
        .forEach(
            proposal ->
                proposal
                    .reasons()
                    .orElseThrow()
                    .wins()
                    .forEach(win -> assertComesTrue(proposal, win)));
  }

  private static void assertComesTrue(Proposal proposal, Win win) {
    int request = proposal.number();
    MatchingProblem again = proof.problem().with(request, candidate(win.request()));
    assertThat(given(again, request, 5_000)).as("in the whole market: %s", win).isNotEmpty();
    assertThat(given(again.around(request), request, 200))
        .as("in its part of the market: %s", win)
        .containsExactlyInAnyOrderElementsOf(win.listingIds());
  }

  private static List<UUID> given(MatchingProblem problem, int request, long steps) {
    Matcher.Effort effort = new Matcher.Effort(Duration.ZERO, steps, SEED);
    Plan plan = BY_STEPS.match(problem, effort, (percent, cost, bound, matched) -> {}).plan();
    return problem.chosen(plan, request).stream()
        .map(choice -> problem.slots().get(choice.slot()).id())
        .toList();
  }

  private static Candidate candidate(LeaseRequest request) {
    Map<UUID, Listing> listings =
        EXCHANGE
            .offers()
            .open()
            .map(Offer::listing)
            .collectMap(Listing::id, Function.identity())
            .block();
    List<Choice> choices = new ArrayList<>();
    for (int slot = 0; slot < proof.problem().slots().size(); slot++) {
      MatchingProblem.Slot at = proof.problem().slots().get(slot);
      int index = slot;
      request.parts().stream()
          .flatMap(
              part ->
                  OPTIONS
                      .on(part, listings.get(at.id()), at.free(), CLOCK.instant())
                      .options()
                      .stream())
          .map(
              each ->
                  new Choice(
                      index,
                      each.stay(),
                      each.request().quantity(),
                      each.landed().getAmountMinorLong()))
          .forEach(choices::add);
    }
    return new Candidate(
        request.id(),
        OPTIONS.budget(request).getAmountMinorLong(),
        choices,
        request.splitting().map(how -> new Split(request.quantity(), how.mostSites())),
        0);
  }

  @Test
  void matchedRequestsKnowTheirBillAndTheNextBest() {
    for (Proposal proposal : proposals) {
      if (proposal.outcome() instanceof Proposal.Matched matched) {
        Reasons reasons = proposal.reasons().orElseThrow();
        if (matched.parts().size() == 1) {
          assertThat(
                  DATA.rates()
                      .toMarket(reasons.bill().orElseThrow().total())
                      .plus(matched.parts().get(0).location().total()))
              .isEqualTo(matched.landed());
        }
        reasons
            .nextBest()
            .ifPresent(
                next -> assertThat(next.landed().minus(next.regret())).isEqualTo(matched.landed()));
      }
    }
  }

  /** Weak duality, term by term: no value is negative, and full days are the only dear ones. */
  @Test
  void spaceIsWorthSomethingWhereItRunsShort() {
    boolean anyWorth = false;
    for (Listing listing : market.listings()) {
      SpaceValue value = EXCHANGE.matchingRounds().spaceValue(listing.id()).block();
      assertThat(value.used()).isBetween(0.0, 1.0);
      anyWorth |= value.days().stream().anyMatch(day -> day.value().isPositive());
      if (!value.days().isEmpty()) {
        assertThat(value.used()).isPositive();
      }
    }
    assertThat(anyWorth).isTrue();
  }

  /** A remainder below the price of fresh space takes part like any other listing, and is taken. */
  @Test
  void offeredRemaindersWinWhereTheyAreCheaper() {
    Set<UUID> remainders =
        market.remainders().stream()
            .map(DemoMarket.Remainder::subletId)
            .collect(Collectors.toSet());
    int won = 0;
    for (int i = 0; i < proof.problem().candidates().size(); i++) {
      Candidate candidate = proof.problem().candidates().get(i);
      List<Integer> chosen = proof.solved().plan().choices().get(i);
      if (chosen.size() == 1 && isOn(remainders, candidate.choices().get(chosen.get(0)))) {
        long cost = candidate.choices().get(chosen.get(0)).cost();
        boolean cheaper =
            candidate.choices().stream()
                .filter(choice -> !isOn(remainders, choice))
                .allMatch(fresh -> fresh.cost() > cost);
        boolean alone = candidate.choices().stream().allMatch(choice -> isOn(remainders, choice));
        won += cheaper && !alone ? 1 : 0;
      }
    }
    System.out.printf("%d requests are served by a cheaper remainder%n", won);
    assertThat(won).isPositive();
  }

  private static boolean isOn(Set<UUID> listings, Choice choice) {
    return listings.contains(proof.problem().slots().get(choice.slot()).id());
  }

  private static List<Proposal> unmatched() {
    return proposals.stream().filter(each -> each.outcome() instanceof Proposal.Unmatched).toList();
  }
}
