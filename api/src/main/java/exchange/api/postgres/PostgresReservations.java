package exchange.api.postgres;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservations;
import exchange.core.lease.LeaseTerms;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

public final class PostgresReservations implements Reservations {
  private static final Function<String, Reservation> RESERVATION =
      Documents.reader(Reservation.class);
  private static final Function<String, Kept> KEPT = Documents.reader(Kept.class);
  private static final Function<String, List<Reservation.Held>> HELD =
      Documents.reader(new TypeReference<>() {});
  private static final Function<String, List<Reservation.Expired>> EXPIRED =
      Documents.reader(new TypeReference<>() {});

  private static final int EXPIRED_AT_ONCE = 4;

  private final Database database;
  private final Coalescer holds;

  public PostgresReservations(ConnectionFactory connections) {
    this.database = new Database(connections);
    this.holds = new Coalescer(database, "reserve");
  }

  /** What {@code command.reserve} answers beyond the terms, which the caller knows. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Kept(UUID id, Instant expiresAt, List<UUID> siblings, boolean extended) {
    Reservation.Held on(LeaseTerms terms) {
      return new Reservation.Held(id, terms, expiresAt, siblings, extended);
    }
  }

  /** What {@code command.reserve} reads. */
  private record Reserve(
      UUID id,
      LeaseTerms terms,
      long lifeMillis,
      @Nullable Integer most,
      String currency,
      int decimals,
      long firstPeriodMinor) {
    static Reserve of(UUID id, LeaseTerms terms, HoldLimits limits) {
      Money first = terms.bill().firstPeriodTotal();
      return new Reserve(
          id,
          terms,
          limits.life().toMillis(),
          limits.most().isPresent() ? limits.most().getAsInt() : null,
          first.getCurrencyUnit().getCode(),
          first.getCurrencyUnit().getDecimalPlaces(),
          first.getAmountMinorLong());
    }
  }

  @Override
  public Mono<Reservation.Held> reserve(UUID id, LeaseTerms terms, HoldLimits limits) {
    return holds.change(Reserve.of(id, terms, limits), KEPT).map(kept -> kept.on(terms));
  }

  @Override
  public Mono<List<Reservation.Held>> reserveParts(List<Part> parts, HoldLimits limits) {
    List<Reserve> all =
        parts.stream().map(part -> Reserve.of(part.id(), part.terms(), limits)).toList();
    return database.change("reserve_parts", Map.of("parts", all), HELD);
  }

  @Override
  public Mono<Reservation> find(UUID id, Caller caller) {
    return database.one(
        """
        select reservation_json(r)::text from reservation r
        where id = $1 and ($2 or exporter_id = $3 or owner_id = $3)""",
        RESERVATION,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Page<Reservation>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, reservation_json(r)::text from reservation r
        where seq < $1 and ($2 or exporter_id = $3 or owner_id = $3)""",
        query,
        RESERVATION,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Reservation> release(UUID id, Caller caller) {
    return database.change(
        "release", Map.of("id", id, "callerId", caller.organizationId()), RESERVATION);
  }

  @Override
  public Mono<Reservation.Held> extend(UUID id, Caller caller, Duration more) {
    return database
        .<Reservation>change(
            "extend",
            Map.of("id", id, "callerId", caller.organizationId(), "moreMillis", more.toMillis()),
            RESERVATION)
        .cast(Reservation.Held.class);
  }

  @Override
  public Flux<Reservation.Expired> expireDue() {
    return Flux.concat(
        expire("listing_id", "split_id is null", "expire_due", "listingId"),
        expire("split_id", "split_id is not null", "expire_split", "splitId"));
  }

  /** Carries out a command for each that a column names of what is due. */
  private Flux<Reservation.Expired> expire(
      String column, String which, String command, String parameter) {
    return database
        .all(
            """
            select distinct %s::text from reservation
            where state = 'HELD' and expires_at <= now() and %s"""
                .formatted(column, which),
            id -> id)
        .flatMap(
            id ->
                database.<List<Reservation.Expired>>change(command, Map.of(parameter, id), EXPIRED),
            EXPIRED_AT_ONCE)
        .flatMapIterable(expired -> expired);
  }
}
