package exchange.api.postgres;

import exchange.core.event.Event;
import exchange.core.event.Events;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresEvents implements Events {
  private static final Function<String, Event> EVENT = Documents.reader(Event.class);

  private final Database database;

  public PostgresEvents(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Page<Event>> page(Caller caller, Page.Query query) {
    return caller.isOperator()
        ? database.page("select seq, event_json(e)::text from event e where seq < $1", query, EVENT)
        : database.page(
            "select seq, event_json(e)::text from events_of($2, $1, $3) e",
            query,
            EVENT,
            caller.organizationId(),
            query.limit() + 1);
  }
}
