package exchange.core.dispute;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All disputes; both parties see theirs, an operator all. */
public interface Disputes {

  /**
   * @param statement of what happened
   */
  record Opening(
      UUID id,
      UUID contractId,
      Subject subject,
      Money amount,
      String statement,
      DisputeRules rules) {}

  /**
   * Freezes what is there of the amount: in the owner's wallet if the exporter wants it, in the
   * deposit if the owner does.
   *
   * @return as an error: {@code NOT_FOUND} unless it is the caller's lease, and its invoice as
   *     exporter; {@code ALREADY_DISPUTED}, {@code ALREADY_CREDITED}, {@code DISPUTE_TOO_LATE},
   *     {@code DISPUTE_EXCEEDS_LINE}, {@code VALIDATION_FAILED}
   */
  Mono<Dispute> open(Opening opening, Caller caller, Instant now);

  /**
   * Takes a step. At the end the award is paid, of a line with credit notes for invoice and
   * statement, and the rest goes back.
   *
   * @param entryId on the timeline
   * @return as an error: {@code NOT_FOUND}, {@code VALIDATION_FAILED} for more than is disputed, or
   *     in another currency, {@code OFFER_NOT_OPEN}, {@code DISPUTE_FULL}, and what {@link
   *     Dispute#after} refuses
   */
  Mono<Dispute> move(UUID id, UUID entryId, Caller caller, Move move, Instant now);

  /**
   * Makes a ruling final against which nobody has appealed in time.
   *
   * @return as an error: {@code DISPUTE_OUT_OF_TURN} if it is no such one, or not any more
   */
  Mono<Dispute> close(UUID id, Instant now);

  /**
   * @return as an error: {@code NOT_FOUND}, {@code DISPUTE_FULL}, and what {@link Dispute#after}
   *     refuses
   */
  Mono<Dispute> addEvidence(UUID id, Caller caller, EvidenceFile file, Instant now);

  /** Those whose ruling has become final. */
  Flux<UUID> unappealed(Instant now, int most);

  /** Those that only an operator can bring on, the oldest first. */
  Flux<Dispute> awaitingRuling(Instant now, int most);

  Mono<Page<Dispute>> page(Caller caller, Page.Query query);

  /** Those about a lease, newest first. */
  Flux<Dispute> of(UUID contractId, Caller caller);

  /** Empty unless the caller is a party or an operator. */
  Mono<Dispute> find(UUID id, Caller caller);

  /** Empty unless the caller is a party of the dispute, or an operator. */
  Mono<EvidenceFile> evidence(UUID id, UUID evidenceId, Caller caller);
}
