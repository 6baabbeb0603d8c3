package exchange.core.matching;

import exchange.core.matching.MatchingRound.Progress;
import exchange.core.matching.MatchingRound.Result;
import exchange.core.matching.MatchingRound.Settings;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rounds and what they proposed. Every member sees rounds; proposals only their parties. */
public interface MatchingRounds {

  /** Queues a round. */
  Mono<MatchingRound> open(UUID id, Settings settings);

  Mono<MatchingRound> find(UUID id);

  Mono<Page<MatchingRound>> page(Page.Query query);

  /**
   * Takes the oldest round that is queued, or whose worker has not been heard of for {@code
   * silence}; each goes to one worker only.
   */
  Mono<MatchingRound> claim(Duration silence);

  /** A sign of life, and how far the search is. */
  Mono<Void> report(UUID id, Progress progress);

  /** What was reported after the {@code after}-th report, oldest first. */
  Flux<Reported> reports(UUID id, long after);

  /** Keeps one proposal; a second one for the same round and request is ignored. */
  Mono<Void> propose(Proposal proposal);

  /** Keeps the proof of a round and what it found space to be worth. */
  Mono<Void> prove(UUID id, RoundProof proof, List<SpaceValue> values);

  /** Empty until it is proven. */
  Mono<RoundProof> proof(UUID id);

  /** What the latest round that saw a listing found its space to be worth. */
  Mono<SpaceValue> spaceValue(UUID listingId);

  /** Adds the reasons to a proposal that was made. */
  Mono<Void> explain(UUID id, UUID requestId, Reasons reasons);

  Mono<MatchingRound> finish(UUID id, Result result);

  Mono<MatchingRound> fail(UUID id, String reason);

  /**
   * An exporter's own proposals, an owner's those on its slots without their reasons, an operator's
   * all.
   */
  Mono<Page<Proposal>> proposals(UUID id, Caller caller, Page.Query query);

  /** A report and its number, counted from 1 within the round. */
  record Reported(long number, Progress progress) {}
}
