package exchange.api.postgres;

import exchange.core.bank.BankEntry;
import exchange.core.bank.BankMirror;
import exchange.core.bank.BankStatement;
import exchange.core.bank.BankStatements;
import exchange.core.bank.BookedEntry;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import reactor.core.publisher.Mono;

public final class PostgresBankStatements implements BankStatements {
  private static final Function<String, BankStatement> STATEMENT =
      Documents.reader(BankStatement.class);
  private static final Function<String, BookedEntry> ENTRY = Documents.reader(BookedEntry.class);
  private static final Function<String, BankMirror> MIRROR = Documents.reader(BankMirror.class);

  private final Database database;

  public PostgresBankStatements(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  /** What {@code command.import_statement} reads. */
  private record Import(
      UUID id, String account, String number, BankStatement doc, List<Entry> entries) {}

  private record Entry(
      String reference,
      long minor,
      CurrencyUnit currency,
      int decimals,
      List<String> members,
      List<UUID> payouts,
      BankEntry doc) {
    static Entry of(BankEntry entry) {
      CurrencyUnit currency = entry.amount().getCurrencyUnit();
      return new Entry(
          entry.reference(),
          entry.amount().getAmountMinorLong(),
          currency,
          currency.getDecimalPlaces(),
          entry.members(),
          entry.payouts(),
          entry);
    }
  }

  private record Assignment(UUID entryId, Optional<UUID> memberId) {}

  @Override
  public Mono<BankStatement> book(UUID id, BankStatement statement) {
    return database.change(
        "import_statement",
        new Import(
            id,
            statement.account(),
            statement.number(),
            statement,
            statement.entries().stream().map(Entry::of).toList()),
        STATEMENT);
  }

  @Override
  public Mono<Page<BookedEntry>> page(Page.Query query) {
    return database.page(
        "select seq, bank_entry_json(e)::text from bank_entry e where seq < $1", query, ENTRY);
  }

  @Override
  public Mono<BookedEntry> assign(UUID entryId, Optional<UUID> memberId) {
    return database.change("assign_entry", new Assignment(entryId, memberId), ENTRY);
  }

  @Override
  public Mono<List<BankMirror>> mirror() {
    return database
        .all(
            """
            select jsonb_build_object('bank', money_json(bank, currency),
              'ledger', money_json(ledger, currency),
              'byHand', money_json(by_hand, currency))::text
            from bank_mirror order by currency""",
            MIRROR)
        .collectList();
  }
}
