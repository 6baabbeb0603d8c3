package exchange.bench.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A market to trade on. Members, listings, one request and its quote are made over HTTP; the many
 * others are copies of those, made by the same SQL functions that the server calls. The n-th
 * request has the id {@code md5('request n')}, and so on, so that every client can name its own.
 */
final class Books implements AutoCloseable {
  static final int EXPORTERS = 64;
  static final int SLOTS = 256;

  private final Server server;
  private final Connection sql;
  private final List<String> tokens = new ArrayList<>();
  private int requests;

  Books(Server server) throws IOException, InterruptedException, SQLException {
    this.server = server;
    sql =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + server.postgresPort() + "/exchange",
            "exchange",
            server.postgresPassword());
    open();
  }

  /** The token of the exporter to whom the n-th request belongs. */
  String token(long n) {
    return tokens.get((int) (n % EXPORTERS));
  }

  private void open() throws IOException, InterruptedException, SQLException {
    String operator = server.operatorToken();
    String owner =
        server.post(
            operator,
            "/v1/organizations",
            "{\"name\":\"Owner\",\"country\":\"DE\",\"roles\":[\"OWNER\"]}");
    String ownerToken =
        server.token(Server.field(owner, "clientId"), Server.field(owner, "clientSecret"));
    List<String> exporters = new ArrayList<>();
    for (int i = 0; i < EXPORTERS; i++) {
      String exporter =
          server.post(
              operator,
              "/v1/organizations",
              "{\"name\":\"Exporter\",\"country\":\"CN\",\"roles\":[\"EXPORTER\"]}");
      exporters.add(Server.field(exporter, "id"));
      tokens.add(
          server.token(Server.field(exporter, "clientId"), Server.field(exporter, "clientSecret")));
      server.post(
          operator,
          "/v1/organizations/" + exporters.get(i) + "/deposits",
          "{\"amount\":{\"amount\":\"900000000.00\",\"currency\":\"USD\"},\"reference\":\"load\"}");
    }
    String warehouse =
        server.post(
            ownerToken,
            "/v1/warehouses",
            "{\"name\":\"Shed\",\"address\":\"Hamburg\",\"country\":\"DE\",\"latitude\":53.54,"
                + "\"longitude\":9.92,\"gateway\":\"DEHAM\",\"zone\":\"Europe/Berlin\"}");
    LocalDate from = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(20);
    server.post(
        ownerToken,
        "/v1/listings",
        ("{\"warehouseId\":\"%s\",\"storageClass\":\"AMBIENT\",\"unit\":\"XPX\",\"quantity\":1000000,"
                + "\"window\":{\"from\":\"%s\",\"to\":\"%s\"},\"minimumQuantity\":1,"
                + "\"minimumDays\":1,\"rateCard\":{\"currency\":\"USD\",\"storage\":{\"amount\":"
                + "\"0.22\",\"basis\":\"DAY\"},\"handlingIn\":\"3.1\",\"handlingOut\":\"3.1\","
                + "\"minimumCharge\":\"0\",\"lengthDiscounts\":[],\"peakWindows\":[],"
                + "\"taxPercent\":\"0\"}}")
            .formatted(Server.field(warehouse, "id"), from, from.plusDays(365)));
    LocalDate start = from.plusDays(40);
    String request =
        server.post(
            tokens.get(0),
            "/v1/lease-requests",
            ("{\"goods\":\"lanterns\",\"storageClass\":\"AMBIENT\",\"unit\":\"XPX\",\"quantity\":2,"
                    + "\"earliestStart\":\"%s\",\"latestStart\":\"%s\",\"days\":52,\"markets\":"
                    + "[{\"unlocode\":\"DEHAM\",\"weight\":\"1\"}],\"budget\":{\"amount\":\"9000.00\","
                    + "\"currency\":\"USD\"}}")
                .formatted(start, start));
    server.post(tokens.get(0), "/v1/lease-requests/" + Server.field(request, "id") + "/quotes", "");
    run("create table bench_exporter (n int primary key, id uuid)");
    for (int i = 0; i < EXPORTERS; i++) {
      run("insert into bench_exporter values (%d, '%s')".formatted(i, exporters.get(i)));
    }
    run(
        """
        create table bench_template as
          select (select doc from listing) as listing, (select doc from quote) as quote,
            (select doc from lease_request) as request""");
    run(
        """
        select command.publish_listing(
          listing || jsonb_build_object('id', md5('slot ' || n)::uuid))
        from bench_template, generate_series(0, %d) n"""
            .formatted(SLOTS - 1));
    // What the n-th request would pin: its exporter's, on the slot of its number or on one hot
    // slot.
    run(
        """
        create function bench_terms(n bigint, hot boolean) returns jsonb language sql stable as $$
          select (quote->'terms') || jsonb_build_object(
            'requestId', md5('request ' || n)::uuid,
            'exporterId', (select id from bench_exporter e where e.n = bench_terms.n %% %d),
            'listingId', md5('slot ' || case when hot then 0 else n %% %d end)::uuid)
          from bench_template
        $$"""
            .formatted(EXPORTERS, SLOTS));
    run(
        """
        create function bench_reserve(n bigint, hot boolean) returns jsonb language sql stable as $$
          select jsonb_build_object('id', md5('reservation ' || n)::uuid,
            'terms', bench_terms(n, hot), 'lifeMillis', 7200000, 'most', 1000000,
            'currency', 'USD', 'decimals', 2, 'firstPeriodMinor', 1852)
        $$""");
    run(
        """
        create function bench_attempt(n bigint, action text) returns jsonb
        language sql stable as $$
          select jsonb_build_object('caller',
              (select id from bench_exporter e where e.n = bench_attempt.n %% %d),
            'route', 'POST /v1/' || action, 'key', n::text, 'bodyHash', md5(n::text) || md5('x'))
        $$"""
            .formatted(EXPORTERS));
  }

  /** Files as many new requests with a quote each; gives the number of the first. */
  int quoted(int count, boolean hot) throws SQLException {
    endHolds();
    int first = requests;
    requests += count;
    String numbers =
        "bench_template, generate_series(%d::bigint, %d) i join bench_exporter e on e.n = i %% %d"
            .formatted(first, first + count - 1, EXPORTERS);
    run(
        """
        insert into lease_request (id, exporter_id, doc)
        select md5('request ' || i)::uuid, e.id,
          request || jsonb_build_object('id', md5('request ' || i)::uuid, 'exporterId', e.id)
        from %s"""
            .formatted(numbers));
    run(
        """
        insert into quote (id, exporter_id, request_id, doc)
        select md5('quote ' || i)::uuid, e.id, md5('request ' || i)::uuid,
          quote || jsonb_build_object('id', md5('quote ' || i)::uuid, 'terms', bench_terms(i, %s),
            'validUntil', now() + interval '2 hours')
        from %s"""
            .formatted(hot, numbers));
    return first;
  }

  /** Those of the measurements before: exporters have few at a time. */
  private void endHolds() throws SQLException {
    while (number("select count(*) from reservation where state = 'HELD'") > 0) {
      run(
          """
          select count(command.release(jsonb_build_object('id', id, 'callerId', exporter_id)))
          from (select id, exporter_id from reservation where state = 'HELD' limit %d) held"""
              .formatted(SLOTS));
    }
  }

  /** Holds as many new requests; gives the number of the first. */
  int held(int count, boolean hot) throws SQLException {
    int first = quoted(count, hot);
    // In many small transactions: in a large one, each sees all former versions of its slot.
    for (int from = first; from < first + count; from += SLOTS) {
      run(
          "select count(command.reserve(bench_reserve(n, %s))) from generate_series(%d::bigint, %d) n"
              .formatted(hot, from, Math.min(from + SLOTS, first + count) - 1));
    }
    return first;
  }

  /** So that no measurement pays for the one before. */
  void settleDown() throws SQLException {
    run("vacuum analyze");
  }

  long number(String query) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void run(String statement) throws SQLException {
    try (Statement each = sql.createStatement()) {
      each.execute(statement);
    }
  }

  @Override
  public void close() throws SQLException {
    sql.close();
  }
}
