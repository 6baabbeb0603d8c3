package exchange.api.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.api.TestStores;
import exchange.api.embedded.PostgresAccess;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody with the keys to the database changes the past. */
class JournalIT {
  private static final int TRANSFERS = 80;
  private static final int TAMPERINGS = 1000;

  /** Each takes the numbers of two different entries. */
  private static final List<String> WAYS =
      List.of(
          "update posting set amount = amount * 2 where transfer_id = %1$s",
          "update posting set amount = amount + sign(amount) where transfer_id = %1$s",
          "update posting set account_id = (select min(id) from account) - 1 where amount > 0"
              + " and transfer_id = %1$s",
          "delete from posting where transfer_id = %1$s",
          "delete from posting where transfer_id = %1$s and amount < 0",
          "insert into posting select %1$s, 10000 + id, 1 from account limit 1",
          "insert into posting select gen_random_uuid(), id, 1 from account limit 1",
          "update transfer set cause = cause || ' ' where id = %1$s",
          "update transfer set at = at + interval '1 microsecond' where id = %1$s",
          "update transfer set kind = 'CREDIT' where id = %1$s",
          "update transfer set id = gen_random_uuid() where id = %1$s",
          "delete from transfer where id = %1$s",
          "delete from journal_entry where number = %3$d",
          "delete from posting where transfer_id = %1$s; delete from journal_entry where number ="
              + " %3$d; delete from transfer where id = %1$s",
          "update journal_entry set hash = sha256(hash) where number = %3$d",
          "update journal_entry set number = -number where number = %3$d",
          "update journal_entry set transfer_id = %2$s where number = %3$d",
          "create temp table pair as select * from journal_entry where number in"
              + " (%3$d, %4$d); delete from journal_entry where number in (%3$d, %4$d);"
              + " insert into journal_entry select %3$d + %4$d - number, transfer_id, hash from pair",
          "create temp table pair as select * from journal_entry where number in"
              + " (%3$d, %4$d); delete from journal_entry where number in (%3$d, %4$d);"
              + " insert into journal_entry select number, (select transfer_id from pair o"
              + " where o.number <> p.number), hash from pair p",
          "update journal_entry e set hash = o.hash from journal_entry o"
              + " where e.number = %3$d and o.number = %4$d",
          "delete from journal_entry where number >= %3$d",
          "delete from transfer where id in (select transfer_id from journal_entry where number"
              + " >= %3$d); delete from journal_entry where number >= %3$d",
          "update account set currency = 'XXX' where id = (select max(account_id) from posting"
              + " where transfer_id = %1$s)",
          "update account set owner_id = null, purpose = 'FEES' where id = (select max(account_id)"
              + " from posting p join account a on a.id = p.account_id where a.purpose = 'WALLET'"
              + " and transfer_id = %1$s)",
          "update account set balance = balance + 1 where id = (select max(account_id) from"
              + " posting where transfer_id = %1$s)",
          "update journal_head set number = number - 1",
          "update journal_head set hash = sha256(hash)",
          "update journal_anchor set hash = sha256(hash)");

  private static Connection sql;

  @BeforeAll
  static void trade() throws SQLException {
    PostgresAccess access = TestStores.freshDatabase();
    Migrations.run(access.jdbcUrl(), access.user(), access.password());
    sql = DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
    for (int member = 0; member < 5; member++) {
      run(
          """
          select change(null, 'admit_organization', jsonb_build_object(
            'organization', jsonb_build_object('id', md5('%1$d')::uuid),
            'credential', jsonb_build_object('clientId', '%1$d', 'secretHash', '')))"""
              .formatted(member));
    }
    deposit(TRANSFERS);
    seal();
  }

  private static void deposit(int count) throws SQLException {
    run(
        """
        select change(null, 'deposit', jsonb_build_object('id', gen_random_uuid(),
          'organizationId', md5((n %% 5)::text)::uuid, 'minor', n, 'decimals', 2,
          'currency', case when n %% 3 = 0 then 'EUR' else 'USD' end, 'reference', 'line ' || n))
        from generate_series(1, %d) n"""
            .formatted(count));
  }

  private static void seal() throws SQLException {
    while (number("select change(null, 'seal_journal', '{\"most\":1000}')::int") == 1000) {
      // There may be more.
    }
  }

  @AfterAll
  static void close() throws SQLException {
    sql.close();
  }

  private static void run(String statements) throws SQLException {
    try (Statement each = sql.createStatement()) {
      each.execute(statements);
    }
  }

  private static long number(String query) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long faults() throws SQLException {
    return number(
        """
        select (select count(*) from wrong_entries(1, greatest(
            (select max(number) from journal_entry), (select number from journal_head))))
          + (select count(*) from journal_faults())""");
  }

  @Test
  void anyTamperingIsFound() throws SQLException {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    assertThat(number("select number from journal_head")).isEqualTo(TRANSFERS);
    assertThat(faults()).isZero();
    List<String> missed = new ArrayList<>();
    sql.setAutoCommit(false);
    withoutGuards();
    Savepoint untouched = sql.setSavepoint();
    for (int i = 0; i < TAMPERINGS; i++) {
      int one = 1 + random.nextInt(TRANSFERS);
      int other = 1 + (one + random.nextInt(TRANSFERS - 1)) % TRANSFERS;
      String transfer = "(select transfer_id from journal_entry where number = %d)";
      String tampering =
          WAYS.get(i % WAYS.size())
              .formatted(
                  "'" + id(transfer.formatted(one)) + "'::uuid",
                  "'" + id(transfer.formatted(other)) + "'::uuid",
                  one,
                  other);
      run(tampering);
      if (faults() == 0) {
        missed.add(tampering);
      }
      sql.rollback(untouched);
    }
    sql.rollback();
    sql.setAutoCommit(true);
    assertThat(missed).as("-Dseed=" + seed).isEmpty();
    assertThat(faults()).isZero();
  }

  /** For the rest of the transaction: whoever tampers can do that, too. */
  private static void withoutGuards() throws SQLException {
    for (String table :
        List.of("transfer", "posting", "account", "journal_entry", "journal_anchor")) {
      run("alter table " + table + " disable trigger user");
    }
    run(
        """
        do $$ declare f record; begin
          for f in select conrelid::regclass as t, conname from pg_constraint
            where contype in ('f', 'c', 'u') and conrelid in ('posting'::regclass,
              'journal_entry'::regclass, 'account'::regclass)
          loop execute format('alter table %s drop constraint %I', f.t, f.conname); end loop;
        end $$""");
  }

  private static String id(String query) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet row = statement.executeQuery("select " + query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void theBooksThemselvesRefuseWhatIsNoTransfer() throws SQLException {
    String wallet = "(select min(id) from account where purpose = 'WALLET')";
    String bank = "(select min(id) from account where purpose = 'BY_HAND')";
    for (String legs :
        List.of(
            "array[" + wallet + "," + bank + "], array[5, -4]",
            "array[" + wallet + "," + bank + "], array[-5, 5]",
            "array[" + wallet + "], array[5]")) {
      assertThatThrownBy(() -> run("select post(gen_random_uuid(), 'FUNDING', 'x', " + legs + ")"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("does not balance, or goes where its kind does not");
    }
    for (String change :
        List.of(
            "update posting set amount = 1",
            "delete from posting",
            "update transfer set cause = ''",
            "delete from transfer",
            "update journal_entry set number = number + 1",
            "delete from journal_anchor")) {
      assertThatThrownBy(() -> run(change)).hasMessageContaining("is final");
    }
    assertThatThrownBy(() -> run("update account set balance = -1 where id = " + wallet))
        .hasMessageContaining("no_client_overdraft");
    assertThat(faults()).isZero();
  }

  @Test
  void theListOfTransfersIsTheSameInSql() throws SQLException {
    Set<String> stated = new TreeSet<>();
    for (TransferKind kind : TransferKind.values()) {
      kind.from().forEach(purpose -> stated.add(kind + " from " + purpose));
      kind.to().forEach(purpose -> stated.add(kind + " to " + purpose));
    }
    Set<String> found = new TreeSet<>();
    try (Statement statement = sql.createStatement();
        ResultSet row = statement.executeQuery("select kind, sign, purpose from transfer_leg")) {
      while (row.next()) {
        Purpose purpose = Purpose.valueOf(row.getString(3));
        found.add(row.getString(1) + (row.getInt(2) < 0 ? " from " : " to ") + purpose);
      }
    }
    assertThat(found).isEqualTo(stated);
  }
}
