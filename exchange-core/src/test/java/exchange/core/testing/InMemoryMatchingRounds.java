package exchange.core.testing;

import exchange.core.event.EventKind;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRound.Failed;
import exchange.core.matching.MatchingRound.Finished;
import exchange.core.matching.MatchingRound.Progress;
import exchange.core.matching.MatchingRound.Queued;
import exchange.core.matching.MatchingRound.Result;
import exchange.core.matching.MatchingRound.Running;
import exchange.core.matching.MatchingRound.Settings;
import exchange.core.matching.MatchingRound.State;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.Proposal;
import exchange.core.matching.Reasons;
import exchange.core.matching.RoundProof;
import exchange.core.matching.SpaceValue;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryMatchingRounds implements MatchingRounds {
  private static final Progress NOTHING_YET =
      new Progress(0, Money.zero(CurrencyUnit.USD), Money.zero(CurrencyUnit.USD), 0, 0);

  private final Books books;
  private final Map<UUID, MatchingRound> rounds = new LinkedHashMap<>();
  private final Map<UUID, Instant> heardOf = new HashMap<>();
  private final Map<UUID, List<Reported>> reports = new HashMap<>();
  private final Map<UUID, Map<UUID, Proposal>> proposals = new HashMap<>();
  private final Map<UUID, RoundProof> proofs = new HashMap<>();
  private final Map<UUID, SpaceValue> spaceValues = new HashMap<>();

  InMemoryMatchingRounds(Books books) {
    this.books = books;
  }

  @Override
  public Mono<MatchingRound> open(UUID id, Settings settings) {
    return books.change(() -> add(id, settings));
  }

  MatchingRound add(UUID id, Settings settings) {
    MatchingRound round = new MatchingRound(id, settings, books.clock.instant(), new Queued());
    rounds.putIfAbsent(id, round);
    reports.putIfAbsent(id, new ArrayList<>());
    proposals.putIfAbsent(id, new LinkedHashMap<>());
    return rounds.getOrDefault(id, round);
  }

  boolean isUnderWay() {
    return rounds.values().stream()
        .anyMatch(each -> each.state() instanceof Queued || each.state() instanceof Running);
  }

  Optional<Instant> lastAskedFor() {
    return rounds.values().stream().map(MatchingRound::requestedAt).max(Instant::compareTo);
  }

  boolean hasLookedAt(UUID requestId) {
    return proposals.values().stream().anyMatch(each -> each.containsKey(requestId));
  }

  @Override
  public Mono<MatchingRound> find(UUID id) {
    return books.read(() -> rounds.get(id));
  }

  @Override
  public Mono<Page<MatchingRound>> page(Page.Query query) {
    return books.read(() -> Books.page(rounds.values(), each -> true, query));
  }

  @Override
  public Mono<MatchingRound> claim(Duration silence) {
    return books.read(
        () -> {
          Instant quietSince = books.clock.instant().minus(silence);
          for (MatchingRound round : rounds.values()) {
            if (round.state() instanceof Queued
                || (round.state() instanceof Running
                    && heardOf.get(round.id()).isBefore(quietSince))) {
              return move(round.id(), new Running(NOTHING_YET));
            }
          }
          return null;
        });
  }

  private MatchingRound move(UUID id, State state) {
    MatchingRound before = rounds.get(id);
    MatchingRound after = new MatchingRound(id, before.settings(), before.requestedAt(), state);
    rounds.put(id, after);
    heardOf.put(id, books.clock.instant());
    return after;
  }

  @Override
  public Mono<Void> report(UUID id, Progress progress) {
    return books
        .change(
            () -> {
              List<Reported> sofar = reports.get(id);
              sofar.add(new Reported(sofar.size() + 1L, progress));
              return move(id, new Running(progress));
            })
        .then();
  }

  @Override
  public Flux<Reported> reports(UUID id, long after) {
    return books
        .read(
            () ->
                reports.getOrDefault(id, List.of()).stream()
                    .filter(each -> each.number() > after)
                    .toList())
        .flatMapIterable(found -> found);
  }

  @Override
  public Mono<Void> propose(Proposal proposal) {
    return books
        .change(
            () -> {
              heardOf.put(proposal.roundId(), books.clock.instant());
              proposals.get(proposal.roundId()).putIfAbsent(proposal.requestId(), proposal);
              return proposal;
            })
        .then();
  }

  @Override
  public Mono<Void> prove(UUID id, RoundProof proof, List<SpaceValue> values) {
    return books
        .change(
            () -> {
              values.forEach(value -> spaceValues.put(value.listingId(), value));
              proofs.put(id, proof);
              return proof;
            })
        .then();
  }

  @Override
  public Mono<RoundProof> proof(UUID id) {
    return books.read(() -> proofs.get(id));
  }

  @Override
  public Mono<SpaceValue> spaceValue(UUID listingId) {
    return books.read(() -> spaceValues.get(listingId));
  }

  @Override
  public Mono<Void> explain(UUID id, UUID requestId, Reasons reasons) {
    return books
        .change(
            () ->
                proposals
                    .get(id)
                    .computeIfPresent(requestId, (key, made) -> with(made, Optional.of(reasons))))
        .then();
  }

  private static Proposal with(Proposal made, Optional<Reasons> reasons) {
    return new Proposal(
        made.roundId(),
        made.number(),
        made.requestId(),
        made.exporterId(),
        made.outcome(),
        reasons);
  }

  @Override
  public Mono<MatchingRound> finish(UUID id, Result result) {
    return end(id, new Finished(result), EventKind.MATCHING_ROUND_FINISHED);
  }

  @Override
  public Mono<MatchingRound> fail(UUID id, String reason) {
    return end(id, new Failed(reason), EventKind.MATCHING_ROUND_FAILED);
  }

  private Mono<MatchingRound> end(UUID id, State state, EventKind kind) {
    return books.change(
        () -> {
          books.events.emit(kind, id);
          return move(id, state);
        });
  }

  @Override
  public Mono<Page<Proposal>> proposals(UUID id, Caller caller, Page.Query query) {
    return books.read(
        () ->
            Books.page(
                    proposals.getOrDefault(id, Map.of()).values(),
                    each -> sees(caller, each),
                    query)
                .map(each -> each.seenBy(caller)));
  }

  private static boolean sees(Caller caller, Proposal proposal) {
    return caller.isOperator()
        || proposal.exporterId().equals(caller.organizationId())
        || (proposal.outcome() instanceof Proposal.Matched matched
            && matched.parts().stream()
                .anyMatch(part -> part.ownerId().equals(caller.organizationId())));
  }
}
