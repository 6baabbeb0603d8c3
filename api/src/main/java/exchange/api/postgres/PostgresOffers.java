package exchange.api.postgres;

import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;
import exchange.core.quote.Offer;
import exchange.core.quote.Offers;
import io.r2dbc.spi.ConnectionFactory;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresOffers implements Offers {
  /** Few enough that no statement runs long, many enough that few are sent. */
  private static final int PAGE = 1000;

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final Function<String, Row> ROW = Documents.reader(Row.class);
  private static final Function<String, Since> SINCE = Documents.reader(Since.class);

  private final Database database;

  public PostgresOffers(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  /** What {@code offer_json} gives. An array, as there are some days by some offers to read. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(Listing listing, LocalDate firstDay, int[] free) {
    Offer offer() {
      return new Offer(listing, new CapacityProfile(firstDay, free));
    }
  }

  private record Since(long mark, List<UUID> changed, Set<UUID> blacklisted) {}

  @Override
  public Flux<Offer> open() {
    return page(BEFORE_ALL)
        .expand(page -> page.size() < PAGE ? Mono.empty() : page(page.get(PAGE - 1).listing().id()))
        .flatMapIterable(page -> page);
  }

  private Mono<List<Offer>> page(UUID after) {
    return database
        .all(
            """
            select offer_json(l, s)::text from listing l join slot s on s.listing_id = l.id
            where l.open and l.id > $1 order by l.id limit\s"""
                + PAGE,
            ROW,
            after)
        .map(Row::offer)
        .collectList();
  }

  /**
   * Reads again what was still being written at the last time: events with a transaction from the
   * oldest one on that was running then. However many there are, no statement runs long.
   */
  @Override
  public Mono<Changes> since(long mark) {
    return database
        .one(
            """
            with changed as (
              select coalesce(
                (select listing_id from reservation where id = e.subject),
                (select listing_id from reservation where contract_id = e.subject),
                e.subject) as id
              from event e
              where e.tx >= $1::text::xid8 and (e.kind like 'LISTING\\_%' or e.kind in
                ('RESERVATION_HELD', 'RESERVATION_RELEASED', 'RESERVATION_EXPIRED',
                 'CONTRACT_AMENDED', 'CONTRACT_CANCELLED', 'CONTRACT_DEFAULTED',
                 'CONTRACT_TERMINATED',
                 'CONTRACT_DECLINED', 'CONTRACT_LAPSED', 'CONTRACT_WITHDRAWN')))
            select jsonb_build_object(
              'mark', pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
              'changed', (select coalesce(jsonb_agg(distinct id), '[]') from changed),
              'blacklisted', blacklisted())::text""",
            SINCE, Long.toString(mark))
        .flatMap(
            seen ->
                Flux.fromIterable(seen.changed())
                    .buffer(PAGE)
                    .concatMap(this::page)
                    .collectList()
                    .map(offers -> new Changes(seen.mark(), offers, seen.blacklisted())));
  }

  private Flux<Offer> page(List<UUID> ids) {
    return database
        .all(
            """
            select offer_json(l, s)::text from listing l join slot s on s.listing_id = l.id
            where l.id = any ($1)""",
            ROW,
            (Object) ids.toArray(UUID[]::new))
        .map(Row::offer);
  }

  @Override
  public Mono<Long> mark() {
    return database.one("select pg_snapshot_xmin(pg_current_snapshot())::text", Long::valueOf);
  }
}
