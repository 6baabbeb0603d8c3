package exchange.api.postgres;

import exchange.core.ledger.Journal;
import exchange.core.ledger.JournalAnchor;
import exchange.core.ledger.JournalEntry;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresJournal implements Journal {
  private static final Function<String, JournalEntry> ENTRY = Documents.reader(JournalEntry.class);
  private static final Function<String, JournalAnchor> ANCHOR =
      Documents.reader(JournalAnchor.class);

  private final Database database;

  public PostgresJournal(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Integer> seal(int most) {
    return database.change("seal_journal", Map.of("most", most), Integer::valueOf);
  }

  @Override
  public Mono<Long> length() {
    return database.one("select number::text from journal_head", Long::valueOf);
  }

  @Override
  public Flux<Long> wrongEntries(long from, long to) {
    return database.all("select number::text from wrong_entries($1, $2)", Long::valueOf, from, to);
  }

  @Override
  public Mono<List<String>> faults() {
    return database.all("select fault from journal_faults()", fault -> fault).collectList();
  }

  @Override
  public Mono<Page<JournalEntry>> page(Page.Query query) {
    return database.page(
        """
        select number as seq, jsonb_build_object('number', number,
          'text', number || '|' || t.text, 'hash', encode(hash, 'hex'))::text
        from journal_entry e join transfer_text t on t.id = e.transfer_id
        where number < $1""",
        query,
        ENTRY);
  }

  @Override
  public Mono<Page<JournalAnchor>> anchors(Page.Query query) {
    return database.page(
        """
        select number as seq, (to_jsonb(a) || jsonb_build_object('hash', encode(hash, 'hex')))::text
        from journal_anchor a where number < $1""",
        query,
        ANCHOR);
  }
}
