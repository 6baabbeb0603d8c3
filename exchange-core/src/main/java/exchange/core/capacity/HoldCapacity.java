package exchange.core.capacity;

import exchange.core.capacity.Reservations.Part;
import exchange.core.lease.LeaseTerms;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes capacity out of the market for a while. The court turns away most of those who come too
 * late; the books decide.
 */
public final class HoldCapacity {
  private final Holds holds;
  private final Capacities capacities;
  private final Reservations reservations;

  public HoldCapacity(Holds holds, Capacities capacities, Reservations reservations) {
    this.holds = holds;
    this.capacities = capacities;
    this.reservations = reservations;
  }

  /**
   * @return as an error: {@code CAPACITY_EXHAUSTED}, {@code HOLDS_UNAVAILABLE} when the court does
   *     not answer, and what {@link Reservations#reserve} refuses
   */
  public Mono<Reservation.Held> hold(UUID id, LeaseTerms terms, HoldLimits limits) {
    return ifGranted(
        List.of(new Part(id, terms)), Mono.defer(() -> reservations.reserve(id, terms, limits)));
  }

  /**
   * Takes all parts of a request, or none; it may be in one piece as well.
   *
   * @return as an error, as for one
   */
  public Mono<List<Reservation.Held>> hold(List<Part> parts, HoldLimits limits) {
    return parts.size() == 1
        ? hold(parts.get(0).id(), parts.get(0).terms(), limits).map(List::of)
        : ifGranted(parts, Mono.defer(() -> reservations.reserveParts(parts, limits)));
  }

  private <T> Mono<T> ifGranted(List<Part> parts, Mono<T> reserved) {
    return ask(parts)
        .onErrorMap(
            error -> !(error instanceof RefusedException),
            error -> Refusal.of(RefusalCode.HOLDS_UNAVAILABLE))
        .then(
            reserved.onErrorResume(
                HoldCapacity::isNo,
                no ->
                    Flux.fromIterable(parts)
                        .concatMap(this::giveBack)
                        .onErrorComplete()
                        .then(Mono.error(no))));
  }

  private Mono<Void> giveBack(Part part) {
    return holds.giveBack(part.id(), part.terms().listingId());
  }

  /**
   * Whether nothing is held as asked. After an error that is no refusal the reservation may well
   * stand; and it stands if a twin of this very attempt is making it.
   */
  private static boolean isNo(Throwable error) {
    return error instanceof RefusedException refused
        && refused.refusal().code() != RefusalCode.IDEMPOTENCY_KEY_IN_FLIGHT;
  }

  /** A "no" to one part gives those back that were taken before it. */
  private Mono<Void> ask(List<Part> parts) {
    if (parts.isEmpty()) {
      return Mono.empty();
    }
    Part first = parts.get(0);
    Mono<Void> rest =
        Mono.defer(() -> ask(parts.subList(1, parts.size())))
            .onErrorResume(error -> giveBack(first).onErrorComplete().then(Mono.error(error)));
    return ask(first.id(), first.terms()).then(rest);
  }

  private Mono<Void> ask(UUID id, LeaseTerms terms) {
    Mono<Holds.Answer> take =
        Mono.defer(() -> holds.take(id, terms.listingId(), terms.stay(), terms.quantity()));
    return take.flatMap(
            answer ->
                answer instanceof Holds.UnknownSlot
                    ? inform(terms.listingId()).then(take)
                    : Mono.just(answer))
        .flatMap(answer -> judge(answer, terms));
  }

  private Mono<Void> inform(UUID listingId) {
    return capacities.snapshot(listingId).flatMap(known -> holds.inform(listingId, known));
  }

  private static Mono<Void> judge(Holds.Answer answer, LeaseTerms terms) {
    if (answer instanceof Holds.Exhausted no) {
      return Mono.error(exhausted(terms, no));
    }
    // A slot forgotten between two calls, or a hold that ended, is for the books to judge.
    return Mono.empty();
  }

  private static RefusedException exhausted(LeaseTerms terms, Holds.Exhausted no) {
    return Refusal.of(
        RefusalCode.CAPACITY_EXHAUSTED,
        "free",
        no.free(),
        "units",
        terms.quantity(),
        "day",
        no.day());
  }
}
