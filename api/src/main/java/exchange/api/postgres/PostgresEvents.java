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

  /** A member's are read off the ends of two indexes: found and then sorted, they may be many. */
  @Override
  public Mono<Page<Event>> page(Caller caller, Page.Query query) {
    return caller.isOperator()
        ? database.page("select seq, event_json(e)::text from event e where seq < $1", query, EVENT)
        : database.page(
            """
            select seq, event_json(e)::text from (
              (select * from event where parties[1] = $2 and seq < $1
               order by seq desc limit $3)
              union all
              (select * from event where parties[2] = $2 and parties[1] <> $2 and seq < $1
               order by seq desc limit $3)) e
            """,
            query,
            EVENT,
            caller.organizationId(),
            query.limit() + 1);
  }
}
