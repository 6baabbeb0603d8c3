package exchange.api.postgres;

import exchange.core.reconciliation.Overdue;
import exchange.core.reconciliation.Reconciliation;
import exchange.core.reconciliation.Reconciliations;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.joda.money.Money;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

public final class PostgresReconciliations implements Reconciliations {
  private static final Function<String, Reconciliation> ONE =
      Documents.reader(Reconciliation.class);
  private static final Function<String, List<Reconciliation>> ALL =
      Documents.reader(new TypeReference<>() {});

  private static final Function<String, Overdue> OVERDUE = Documents.reader(Overdue.class);

  private final Database database;

  public PostgresReconciliations(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<LocalDate> lastDay() {
    return database.one("select max(day)::text from reconciliation", LocalDate::parse);
  }

  @Override
  public Mono<List<Reconciliation>> reconcile(LocalDate day, Instant end, List<Money> captured) {
    return database.change(
        "reconcile_day", Map.of("day", day, "end", end, "captured", captured), ALL);
  }

  @Override
  public Mono<Overdue> overdue(Instant since) {
    return database.one(
        """
        select jsonb_build_object(
          'payouts', (select count(*) from payout o join payment_file f on f.id = o.file_id
                      where o.state = 'SENT' and f.at < $1),
          'bookings', (select count(*) from hand_booking
                       where entry_id is null and booked_at < $1))::text""",
        OVERDUE,
        since.atOffset(ZoneOffset.UTC));
  }

  @Override
  public Mono<Page<Reconciliation>> page(Page.Query query) {
    return database.page("select seq, doc::text from reconciliation where seq < $1", query, ONE);
  }
}
