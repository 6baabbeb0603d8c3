package exchange.api.faults;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.Books;
import exchange.api.faults.History.Call;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code -Dsettlements=100000} leases are paid while nodes and stores are killed and connections
 * cut every {@code -Dfault.seconds}: no payment and no settlement is lost or made twice, and all
 * members' money is at the bank or with the card provider.
 */
@Tag("timed")
class SettlementsIT {
  private static final int MEMBERS = 20;
  private static final int WORKERS = 12;

  private final int settlements = Integer.getInteger("settlements", 300);
  private final long seed = Long.getLong("seed", System.nanoTime());

  /** How many settlements one payment of a member pays for. */
  private final int batch = settlements > 5_000 ? 10 : 1;

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger struck = new AtomicInteger();
  private final Map<Integer, String> contracts = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean done;

  private interface Work {
    void run(Random random) throws Exception;
  }

  private Future<?> start(int number, Work work) {
    return threads.submit(
        () -> {
          try {
            work.run(new Random(seed * 31 + number));
          } catch (Exception | AssertionError failed) {
            // Nobody waits for what does not come any more.
            done = true;
            throw failed;
          }
          return null;
        });
  }

  @Test
  void everyPaymentAndEverySettlementIsThereOnce() throws Exception {
    System.out.printf("%d settlements, -Dseed=%d%n", settlements, seed);
    try (Cluster cluster = Cluster.startOnDisk(Duration.ofHours(6))) {
      ManyQuotes quotes = new ManyQuotes(cluster, MEMBERS, settlements);
      Caller operator =
          Caller.signIn(cluster, History.ofNothing(), "operator", Cluster.OPERATOR_SECRET);
      MoneyIn money = new MoneyIn(operator, quotes.exporters, new Random(seed));
      MoneyIn cards = new MoneyIn(operator, quotes.exporters, new Random(seed + 1));
      long begin = System.nanoTime();
      List<Future<?>> all = new ArrayList<>();
      all.add(start(1, random -> fundByBank(money, quotes.price)));
      all.add(start(2, random -> fundByCard(cards, quotes.price)));
      all.add(start(3, random -> breakThings(cluster, random)));
      all.add(start(4, random -> tell(begin)));
      for (int i = 0; i < WORKERS; i++) {
        all.add(start(10 + i, random -> settle(quotes, random)));
      }
      while (!done) {
        Thread.sleep(10);
        if (contracts.size() == settlements) {
          done = true;
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      for (Future<?> each : all) {
        each.get();
      }
      System.out.printf(
          "%d settlements in %.1f s, %.1f/s; %d faults, %d bank entries, %d card payments%n",
          settlements,
          seconds,
          settlements / seconds,
          struck.get(),
          money.entries.size(),
          cards.payments.size());
      cluster.awaitReady();
      judge(cluster, money, cards);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Holds and confirms one quote after the other, until there is no other. */
  private void settle(ManyQuotes quotes, Random random) throws InterruptedException {
    for (int n = next.getAndIncrement(); n < settlements && !done; n = next.getAndIncrement()) {
      Caller exporter = quotes.exporter(n);
      String quote = ManyQuotes.quote(n);
      String holdKey = Caller.key();
      Call held = MoneyIn.insist(node -> exporter.hold(node, holdKey, quote), random);
      assertThat(held.ok()).as("%s", held.answer()).isTrue();
      Call confirmed = confirm(exporter, held.text("id"), random);
      while (confirmed.code().equals("INSUFFICIENT_FUNDS") && !done) {
        Thread.sleep(50 + random.nextInt(200));
        confirmed = confirm(exporter, held.text("id"), random);
      }
      assertThat(confirmed.ok()).as("%s", confirmed.answer()).isTrue();
      assertThat(contracts.put(n, confirmed.text("id"))).isNull();
    }
  }

  /** Says the same again sometimes, or both nodes at once. */
  private Call confirm(Caller exporter, String reservation, Random random)
      throws InterruptedException {
    String key = Caller.key();
    IntFunction<Call> ask = node -> exporter.confirm(node, key, reservation);
    int luck = random.nextInt(10);
    CompletableFuture<Call> twin =
        luck == 0
            ? CompletableFuture.supplyAsync(() -> ask.apply(1), threads)
            : CompletableFuture.completedFuture(null);
    Call answer = MoneyIn.insist(ask, random);
    Call other = twin.join();
    if (other == null && luck == 1) {
      other = ask.apply(random.nextInt(2));
    }
    if (other != null && !other.inDoubt()) {
      assertThat(other.answer()).isEqualTo(answer.answer());
    }
    return answer;
  }

  /** Keeps some settlements ahead. */
  private void fundByBank(MoneyIn money, long price) throws InterruptedException {
    while (!done) {
      int ahead = money.entries.size() * batch - contracts.size();
      if (ahead < MEMBERS * batch * 8) {
        money.byBank(price * batch);
      } else {
        Thread.sleep(50);
      }
    }
  }

  private void fundByCard(MoneyIn cards, long price) throws InterruptedException {
    while (!done) {
      if (cards.payments.size() * batch < contracts.size() / 4 + MEMBERS) {
        cards.byCard(price * batch);
      } else {
        Thread.sleep(50);
      }
    }
  }

  private void breakThings(Cluster cluster, Random random) throws Exception {
    int seconds = Integer.getInteger("fault.seconds", 4);
    while (!done) {
      for (int i = 0; i < 10 * seconds && !done; i++) {
        Thread.sleep(50 + random.nextInt(100));
      }
      if (!done) {
        struck.incrementAndGet();
        breakOne(cluster, random);
      }
    }
  }

  private static void breakOne(Cluster cluster, Random random) throws Exception {
    switch (random.nextInt(6)) {
      case 0 -> {
        int node = random.nextInt(2);
        cluster.killNode(node);
        cluster.startNode(node);
        cluster.awaitReady();
      }
      case 1 -> Faults.killPostgres(cluster, random);
      case 2 -> cluster.toPostgres.cut();
      case 3 -> cluster.toRedis.cut();
      case 4 -> Faults.flush(cluster, random);
      default -> Faults.cutOne(cluster, random);
    }
  }

  private void tell(long begin) throws InterruptedException {
    for (int tick = 1; !done; tick++) {
      Thread.sleep(100);
      if (tick % 300 == 0) {
        System.out.printf(
            "%.0f s: %d settlements, %d faults%n",
            (System.nanoTime() - begin) / 1e9, contracts.size(), struck.get());
      }
    }
  }

  private void judge(Cluster cluster, MoneyIn money, MoneyIn cards) throws Exception {
    awaitNone(cluster, "select 1 from card_payment where state in ('REQUESTED', 'AUTHORISED')");
    awaitNone(
        cluster,
        """
        select 1 from transfer t
        where not exists (select 1 from journal_entry e where e.transfer_id = t.id)""");

    assertThat(contracts).hasSize(settlements);
    assertThat(Set.copyOf(contracts.values())).hasSize(settlements);
    assertThat(rows(cluster, "select id::text from contract"))
        .containsExactlyInAnyOrderElementsOf(contracts.values());
    assertThat(rows(cluster, "select reference from bank_entry where state = 'FUNDED'"))
        .containsExactlyInAnyOrderElementsOf(money.entries);
    assertThat(rows(cluster, "select id::text from card_payment"))
        .containsExactlyInAnyOrderElementsOf(cards.payments);
    assertThat(cluster.number("select sum(bank - ledger) from bank_mirror")).isZero();
    long captured =
        cluster.number("select sum(minor) from sandbox.payment where state = 'CAPTURED'");
    long funded = cluster.number("select sum(minor) from bank_entry");
    long clients =
        cluster.number(
            """
            select sum(balance) from account
            where purpose in ('WALLET', 'ESCROW', 'DEPOSIT', 'DISPUTED', 'PAYOUT')""");
    System.out.printf(
        "bank %d, card provider %d, members %d cents; %d transfers in the journal%n",
        funded, captured, clients, cluster.number("select number from journal_head"));
    assertThat(clients).isEqualTo(funded + captured);
    assertThat(
            rows(
                cluster,
                "select number::text from wrong_entries(1, (select number from"
                    + " journal_head))"))
        .isEmpty();
    assertThat(rows(cluster, "select fault from journal_faults()")).isEmpty();
    assertThat(rows(cluster, "select counter from wrong_counters()")).isEmpty();
    assertThat(Books.disorder(cluster::number)).isEmpty();
  }

  private static List<String> rows(Cluster cluster, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection books = cluster.books();
        Statement statement = books.createStatement();
        ResultSet each = statement.executeQuery(query)) {
      while (each.next()) {
        rows.add(each.getString(1));
      }
    }
    return rows;
  }

  private static void awaitNone(Cluster cluster, String rows) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> cluster.number("select count(*) from (" + rows + ") open") == 0);
  }
}
