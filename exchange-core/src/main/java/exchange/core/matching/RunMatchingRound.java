package exchange.core.matching;

import exchange.core.blacklist.Blacklistings;
import exchange.core.capacity.HoldCapacity;
import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservations;
import exchange.core.credit.CreditFiles;
import exchange.core.lease.Rulebook;
import exchange.core.lease.Rulebooks;
import exchange.core.matching.MatchingRound.Progress;
import exchange.core.matching.MatchingRound.Result;
import exchange.core.member.CreditTier;
import exchange.core.quote.Objection;
import exchange.core.quote.Objection.Rule;
import exchange.core.quote.Offers;
import exchange.core.quote.Option;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.joda.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A worker's share of a matching round: from the snapshot to proposals that hold their space. */
public final class RunMatchingRound {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration EXPLAINING = Duration.ofMinutes(2);
  private static final Duration SOLVING_AGAIN = Duration.ofSeconds(2);
  private static final long STEPS_AGAIN = 200;

  private final MatchingRounds rounds;
  private final LeaseRequests requests;
  private final Offers offers;
  private final Blacklistings blacklistings;
  private final HoldCapacity holdCapacity;
  private final Options options;
  private final Rulebooks rulebooks;
  private final CreditFiles creditFiles;
  private final Matcher matcher;
  private final Matcher greedy;
  private final ExchangeRates rates;
  private final Clock clock;
  private final Scheduler scheduler;
  private final HoldLimits limits;

  /**
   * @param greedy the baseline that every round is compared with
   * @param scheduler whose threads the matchers may block
   * @param life how long a proposal holds its space
   */
  public RunMatchingRound(
      MatchingRounds rounds,
      LeaseRequests requests,
      Offers offers,
      Blacklistings blacklistings,
      HoldCapacity holdCapacity,
      Options options,
      Rulebooks rulebooks,
      CreditFiles creditFiles,
      Matcher matcher,
      Matcher greedy,
      ExchangeRates rates,
      Clock clock,
      Scheduler scheduler,
      Duration life) {
    this.rounds = rounds;
    this.requests = requests;
    this.offers = offers;
    this.blacklistings = blacklistings;
    this.holdCapacity = holdCapacity;
    this.options = options;
    this.rulebooks = rulebooks;
    this.creditFiles = creditFiles;
    this.matcher = matcher;
    this.greedy = greedy;
    this.rates = rates;
    this.clock = clock;
    this.scheduler = scheduler;
    this.limits = HoldLimits.proposed(life);
  }

  /**
   * Runs the round that waits longest.
   *
   * @param watcher told of each step of progress
   * @return the round as soon as it has ended, complete once it is explained; empty when none waits
   */
  public Flux<MatchingRound> run(Consumer<Progress> watcher) {
    return rounds
        .claim(SILENCE)
        .flatMapMany(
            round ->
                run(round, watcher).onErrorResume(error -> rounds.fail(round.id(), reason(error))));
  }

  private static String reason(Throwable error) {
    return error.getClass().getSimpleName() + ": " + error.getMessage();
  }

  private Flux<MatchingRound> run(MatchingRound round, Consumer<Progress> watcher) {
    Instant began = clock.instant();
    return snapshot(began)
        .flatMapMany(
            market ->
                solve(round, market, watcher)
                    .flatMapMany(
                        solved ->
                            propose(round, market, solved.plan())
                                .flatMap(
                                    proposals -> conclude(round, market, solved, proposals, began))
                                .flatMapMany(
                                    ended ->
                                        Flux.just(ended)
                                            .concatWith(
                                                explain(ended, market, solved)
                                                    .then(Mono.empty())))));
  }

  private Mono<Market> snapshot(Instant now) {
    return Mono.zip(
            requests.open().collectList(), offers.open().collectList(), blacklistings.members())
        .publishOn(scheduler)
        .map(seen -> new Market(seen.getT1(), seen.getT2(), options, seen.getT3(), now));
  }

  /** Thinks on the scheduler; progress that comes faster than it can be kept is dropped. */
  private Mono<CertifiedPlan> solve(
      MatchingRound round, Market market, Consumer<Progress> watcher) {
    AtomicReference<CertifiedPlan> solved = new AtomicReference<>();
    return Flux.<Progress>create(
            sink -> match(round, market, sink, solved), FluxSink.OverflowStrategy.LATEST)
        .subscribeOn(scheduler, false)
        .doOnNext(watcher)
        .concatMap(progress -> rounds.report(round.id(), progress), 1)
        .then(Mono.fromSupplier(() -> Objects.requireNonNull(solved.get())));
  }

  private void match(
      MatchingRound round,
      Market market,
      FluxSink<Progress> sink,
      AtomicReference<CertifiedPlan> solved) {
    MatchingRound.Settings settings = round.settings();
    Matcher.Effort effort =
        new Matcher.Effort(Duration.ofSeconds(settings.seconds()), Long.MAX_VALUE, settings.seed());
    int all = market.requests().size();
    solved.set(
        matcher.match(
            market.problem(),
            effort,
            new Matcher.Watcher() {
              @Override
              public void progress(int percent, long bestCost, long bound, int matched) {
                sink.next(new Progress(percent, money(bestCost), money(bound), matched, all));
              }

              @Override
              public boolean cancelled() {
                return sink.isCancelled();
              }
            }));
    sink.complete();
  }

  private Mono<List<Proposal>> propose(MatchingRound round, Market market, Plan plan) {
    return Flux.range(0, market.requests().size())
        .concatMap(request -> propose(round.id(), market, plan, request))
        .collectList();
  }

  private Mono<Proposal> propose(UUID roundId, Market market, Plan plan, int index) {
    LeaseRequest request = market.requests().get(index);
    List<Option> chosen = market.chosen(plan, index);
    return (chosen.isEmpty()
            ? Mono.<Proposal.Outcome>fromSupplier(() -> unmatched(market, index))
            : hold(roundId, chosen))
        .map(
            each ->
                new Proposal(
                    roundId, index, request.id(), request.exporterId(), each, Optional.empty()))
        .flatMap(proposal -> rounds.propose(proposal).thenReturn(proposal));
  }

  private Proposal.Unmatched unmatched(Market market, int index) {
    return new Proposal.Unmatched(
        market.objection(index, alone -> baseline(alone).plan().serves(0)));
  }

  private CertifiedPlan baseline(MatchingProblem problem) {
    Matcher.Effort once = new Matcher.Effort(Duration.ofSeconds(60), Long.MAX_VALUE, 0);
    return greedy.match(problem, once, (percent, cost, bound, matched) -> {});
  }

  private Mono<Proposal.Outcome> hold(UUID roundId, List<Option> chosen) {
    List<Proposal.Part> parts =
        chosen.stream().map(option -> part(roundId, chosen, option)).toList();
    return Mono.zip(
            rulebooks.inForce(clock.instant()),
            creditFiles.tier(chosen.get(0).request().exporterId()))
        .flatMap(
            both -> {
              Rulebook rulebook = both.getT1();
              CreditTier tier = both.getT2();
              List<Reservations.Part> asked = new ArrayList<>();
              for (int i = 0; i < parts.size(); i++) {
                asked.add(
                    new Reservations.Part(
                        parts.get(i).reservationId(),
                        options.terms(chosen.get(i), rulebook, tier)));
              }
              return holdCapacity.hold(asked, limits);
            })
        .<Proposal.Outcome>thenReturn(new Proposal.Matched(parts))
        .onErrorResume(
            RefusedException.class,
            refused ->
                refused.refusal().code() == RefusalCode.HOLDS_UNAVAILABLE
                    ? Mono.error(refused)
                    : Mono.just(new Proposal.Unmatched(meanwhile(refused.refusal()))));
  }

  private static Objection meanwhile(Refusal refused) {
    Rule rule =
        refused.code() == RefusalCode.MEMBER_BLACKLISTED ? Rule.BLACKLISTED : Rule.TAKEN_MEANWHILE;
    return new Objection(rule, refused.sentence());
  }

  private static Proposal.Part part(UUID roundId, List<Option> chosen, Option option) {
    String name = roundId + "\n" + option.request().id();
    String listing = chosen.size() > 1 ? "\n" + option.listing().id() : "";
    return new Proposal.Part(
        UUID.nameUUIDFromBytes((name + listing).getBytes(StandardCharsets.UTF_8)),
        option.listing().id(),
        option.listing().ownerId(),
        option.request().quantity(),
        option.location(),
        option.landed());
  }

  /** The result counts what is held in the end, not what was planned. */
  private Mono<MatchingRound> conclude(
      MatchingRound round,
      Market market,
      CertifiedPlan solved,
      List<Proposal> proposals,
      Instant began) {
    Plan baseline = baseline(market.problem()).plan();
    Map<Rule, Integer> unmatched = new EnumMap<>(Rule.class);
    long cost = 0;
    for (int i = 0; i < proposals.size(); i++) {
      if (proposals.get(i).outcome() instanceof Proposal.Unmatched left) {
        unmatched.merge(left.objection().rule(), 1, Integer::sum);
        cost += market.problem().candidates().get(i).unmatchedCost();
      } else if (proposals.get(i).outcome() instanceof Proposal.Matched matched) {
        cost += matched.landed().getAmountMinorLong();
      }
    }
    int left = unmatched.values().stream().mapToInt(Integer::intValue).sum();
    Result result =
        new Result(
            proposals.size(),
            proposals.size() - left,
            unmatched,
            money(cost),
            money(solved.certificate().bound()),
            money(market.problem().cost(baseline)),
            Optional.of(Fairness.of(market, solved.plan())),
            Duration.between(began, clock.instant()).toMillis() / 1000.0);
    RoundProof proof = new RoundProof(market.problem(), solved);
    return rounds
        .prove(round.id(), proof, SpaceValue.of(round.id(), proof, rates.market()))
        .then(rounds.finish(round.id(), result));
  }

  /** Comes after the end, so that nobody waits for it; what takes too long stays unexplained. */
  private Mono<Void> explain(MatchingRound round, Market market, CertifiedPlan solved) {
    Matcher.Effort effort = new Matcher.Effort(SOLVING_AGAIN, STEPS_AGAIN, round.settings().seed());
    Reasoning reasoning = new Reasoning(market, solved.plan(), matcher, effort);
    return Flux.range(0, market.requests().size())
        .concatMap(
            request ->
                Mono.fromSupplier(() -> reasoning.of(request))
                    .subscribeOn(scheduler)
                    .flatMap(
                        reasons ->
                            rounds.explain(
                                round.id(), market.requests().get(request).id(), reasons)))
        .take(EXPLAINING)
        .then()
        // The round has ended well, whatever becomes of its reasons.
        .onErrorComplete();
  }

  private Money money(long minor) {
    return Money.ofMinor(rates.market(), minor);
  }
}
