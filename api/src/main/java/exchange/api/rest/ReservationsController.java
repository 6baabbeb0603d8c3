package exchange.api.rest;

import exchange.api.wire.Contract;
import exchange.api.wire.NewReservation;
import exchange.api.wire.Reservation;
import exchange.api.wire.ReservationPage;
import exchange.api.wire.ops.ContractsApi;
import exchange.api.wire.ops.ReservationsApi;
import exchange.core.capacity.ExtendReservation;
import exchange.core.capacity.ReleaseReservation;
import exchange.core.capacity.Reservations;
import exchange.core.lease.ConfirmReservation;
import exchange.core.member.Role;
import exchange.core.quote.ReserveQuote;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class ReservationsController implements ReservationsApi {
  private final Reservations reservations;
  private final ReserveQuote reserveQuote;
  private final ReleaseReservation releaseReservation;
  private final ExtendReservation extendReservation;
  private final ConfirmReservation confirmReservation;
  private final Writes writes;

  ReservationsController(
      Reservations reservations,
      ReserveQuote reserveQuote,
      ReleaseReservation releaseReservation,
      ExtendReservation extendReservation,
      ConfirmReservation confirmReservation,
      Writes writes) {
    this.reservations = reservations;
    this.reserveQuote = reserveQuote;
    this.releaseReservation = releaseReservation;
    this.extendReservation = extendReservation;
    this.confirmReservation = confirmReservation;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Reservation>> reserveQuote(
      String idempotencyKey, Mono<NewReservation> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.capacity.Reservation.Held.class,
        intent -> reserveQuote.reserve(intent.caller(), intent.id(), intent.body().getQuoteId()),
        (intent, held) ->
            Answers.created(
                ReservationsApi.PATH_GET_RESERVATION, intent.id(), WireTerms.reservation(held)));
  }

  @Override
  public Mono<ResponseEntity<ReservationPage>> listReservations(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> reservations.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new ReservationPage(page.map(WireTerms::reservation).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Reservation>> getReservation(
      UUID reservationId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> reservations.find(reservationId, caller))
        .switchIfEmpty(Answers.missing())
        .map(WireTerms::reservation)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Reservation>> releaseReservation(
      String idempotencyKey, UUID reservationId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.capacity.Reservation.class,
        intent -> {
          intent.caller().require(Role.EXPORTER);
          return releaseReservation.release(intent.caller(), reservationId);
        },
        (intent, ended) -> Answers.ok(WireTerms.reservation(ended)));
  }

  @Override
  public Mono<ResponseEntity<Reservation>> extendReservation(
      String idempotencyKey, UUID reservationId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.capacity.Reservation.Held.class,
        intent -> extendReservation.extend(intent.caller(), reservationId),
        (intent, held) -> Answers.ok(WireTerms.reservation(held)));
  }

  @Override
  public Mono<ResponseEntity<Contract>> confirmReservation(
      String idempotencyKey, UUID reservationId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.lease.Contract.class,
        intent -> confirmReservation.confirm(intent.caller(), intent.id(), reservationId),
        (intent, contract) ->
            Answers.created(
                ContractsApi.PATH_GET_CONTRACT, contract.id(), WireTerms.contract(contract)));
  }
}
