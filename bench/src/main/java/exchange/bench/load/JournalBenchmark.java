package exchange.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** How long it takes to seal many transfers in the journal, and to work all of them out anew. */
public final class JournalBenchmark {
  private JournalBenchmark() {}

  /**
   * @param args the server's jar; how many transfers
   */
  public static void main(String[] args) throws Exception {
    int transfers = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    try (Server server =
            Server.start(
                Path.of(args[0]), Path.of(System.getProperty("java.home")), List.of(), false);
        Connection sql =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.postgresPort() + "/exchange",
                "exchange",
                server.postgresPassword())) {
      fill(server, sql, transfers);
      long began = System.nanoTime();
      while (number(sql, "select number from journal_head") < transfers) {
        Thread.sleep(100);
      }
      System.out.printf("%,d transfers sealed in %.1f s%n", transfers, secondsSince(began));
      for (int round = 0; round < 3; round++) {
        began = System.nanoTime();
        String verdict = server.get(server.operatorToken(), "/v1/journal/verification");
        System.out.printf("%s in %.1f s%n", verdict, secondsSince(began));
      }
    }
  }

  /** Deposits of 1,000 members, put in past the functions. */
  private static void fill(Server server, Connection sql, int transfers)
      throws IOException, InterruptedException, SQLException {
    String member =
        server.post(
            server.operatorToken(),
            "/v1/organizations",
            "{\"name\":\"Exporter\",\"country\":\"CN\",\"roles\":[\"EXPORTER\"]}");
    String id = Server.field(member, "id");
    run(
        sql,
        """
        alter table transfer disable trigger user;
        alter table posting disable trigger user;
        insert into organization (id, doc)
        select md5(n::text)::uuid, doc from organization, generate_series(1, 1000) n
        where id = '%1$s';
        insert into account (purpose, owner_id, currency, decimals)
        select 'WALLET', md5(n::text)::uuid, 'EUR', 2 from generate_series(1, 1000) n;
        insert into account (purpose, currency, decimals) values ('BANK', 'EUR', 2);
        do $$ begin
          for batch in 0 .. %2$d / 1000 - 1 loop -- as many transactions
            insert into transfer (id, kind, cause, at)
            select md5('t' || n)::uuid, 'FUNDING', 'statement ' || n, now()
            from generate_series(batch * 1000 + 1, batch * 1000 + 1000) n; insert into posting
            select md5('t' || n)::uuid, a.id, n
            from generate_series(batch * 1000 + 1, batch * 1000 + 1000) n
              join account a on a.owner_id = md5((1 + n %% 1000)::text)::uuid; insert into posting
            select md5('t' || n)::uuid, a.id, -n
            from generate_series(batch * 1000 + 1, batch * 1000 + 1000) n, account a
            where a.purpose = 'BANK'; commit; end loop; end $$;
        update account a set balance = p.sum
        from (select account_id, sum(amount) from posting group by 1) p
        where p.account_id = a.id;
        alter table transfer enable trigger user;
        alter table posting enable trigger user;
        vacuum analyze transfer;
        vacuum analyze posting;
        vacuum analyze account"""
            .formatted(id, transfers));
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  private static void run(Connection sql, String statements) throws SQLException {
    try (Statement each = sql.createStatement()) {
      for (String statement : statements.split(";\n", -1)) {
        each.execute(statement);
      }
    }
  }

  private static long number(Connection sql, String query) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
