package exchange.api.faults;

import exchange.api.faults.Changes.Lease;
import exchange.api.faults.Fault.Crowd;
import exchange.api.faults.History.Call;
import exchange.api.faults.History.Space;
import exchange.api.faults.History.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Exporters, each in a thread of its own, who hold, confirm, release, forget and repeat themselves
 * on few slots, at either node, and change what they lease. What is in doubt is asked again with
 * the same key until it is not.
 */
final class Workload implements AutoCloseable {
  private static final int SPACES = 6;
  private static final Duration TO_RESOLVE = Duration.ofSeconds(20);

  private final Cluster cluster;
  private final History history;
  private final Market market;
  private final List<Exporter> exporters = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> running = new ArrayList<>();
  private final AtomicInteger leasesLeft;
  private volatile boolean stopped;

  Workload(Cluster cluster, History history, long seed, Crowd crowd) throws Exception {
    this.leasesLeft = new AtomicInteger(crowd.mostLeases());
    this.cluster = cluster;
    this.history = history;
    market = new Market(cluster, history, crowd.slots() + 1);
    String waited = market.listings.remove(crowd.slots());
    List<Future<Exporter>> made = new ArrayList<>();
    for (int i = 0; i < crowd.exporters(); i++) {
      Random random = new Random(seed * 31 + i);
      made.add(threads.submit(() -> new Exporter(market.exporter(), random)));
    }
    for (Future<Exporter> each : made) {
      exporters.add(each.get());
    }
    Caller waiting = market.exporter();
    Space first = market.whole(waiting, waited);
    Space second = market.whole(waiting, waited);
    running.add(threads.submit(() -> awaitExpiries(waiting, first, second)));
    running.add(threads.submit(this::audit));
    exporters.forEach(each -> running.add(threads.submit(each)));
  }

  /** Stops the exporters, and waits until nothing is in doubt any more that can be asked again. */
  void finish() throws InterruptedException, ExecutionException {
    stopped = true;
    for (Future<?> each : running) {
      each.get();
    }
  }

  List<Caller> callers() {
    return exporters.stream().map(each -> each.caller).toList();
  }

  /** Holds a whole slot again and again, by turns for two requests, as soon as it is free. */
  private void awaitExpiries(Caller caller, Space first, Space second) {
    Space next = first;
    Instant expired = null;
    while (!stopped) {
      Call held = caller.hold(0, Caller.key(), next.quote());
      if (held.ok()) {
        if (expired != null) {
          history.releases.add(new Span(expired, held.end()));
        }
        expired = held.expiresAt();
        next = next.equals(first) ? second : first;
        pause(Duration.between(Instant.now(), expired));
      } else if (held.inDoubt()) {
        expired = null;
        pause(Duration.ofMillis(200));
      } else {
        pause(Duration.ofMillis(20));
      }
    }
  }

  private void audit() {
    while (!stopped) {
      try {
        history.sums.add(cluster.number("select coalesce(sum(balance), 0) from account"));
      } catch (IllegalStateException down) {
        // PostgreSQL has nothing to say now.
      }
      pause(Duration.ofMillis(100));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(Math.max(1, time.toMillis()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** An intent that can be sent again, to either node. */
  interface Ask {
    Call at(int node);
  }

  private final class Exporter implements Runnable, Changes.Newcomer {
    private final Caller caller;
    private final Random random;
    private final Changes changes;
    private final List<Space> spaces = new CopyOnWriteArrayList<>();
    private final Queue<Lease> leases = new ConcurrentLinkedQueue<>();

    Exporter(Caller caller, Random random) {
      this.caller = caller;
      this.random = random;
      changes = new Changes(caller, market, history, random, this::ask);
      for (int i = 0; i < SPACES; i++) {
        spaces.add(market.space(caller, random));
      }
    }

    @Override
    public void run() {
      List<Call> held = new ArrayList<>();
      while (!stopped) {
        held.removeIf(each -> each.expiresAt().isBefore(Instant.now().minusSeconds(1)));
        Lease lease = random.nextInt(6) == 0 ? leases.poll() : null;
        if (lease != null) {
          changes.change(lease, anotherOne(), leases, this::mayLease).ifPresent(leases::add);
        } else if (held.isEmpty() || random.nextInt(3) > 0) {
          Call hold = hold(spaces.get(random.nextInt(spaces.size())));
          if (hold.ok()) {
            held.add(hold);
          }
        } else {
          Call hold = held.remove(random.nextInt(held.size()));
          if (decide(hold)) {
            held.add(hold);
          }
        }
      }
    }

    @Override
    public Caller caller() {
      return caller;
    }

    @Override
    public Queue<Lease> leases() {
      return leases;
    }

    @Override
    public List<Space> spaces() {
      return spaces;
    }

    private boolean mayLease() {
      return leasesLeft.getAndDecrement() > 0;
    }

    private Exporter anotherOne() {
      List<Exporter> others = exporters.stream().filter(each -> each != this).toList();
      return others.get(random.nextInt(others.size()));
    }

    private Call hold(Space space) {
      String key = Caller.key();
      Call answer = ask(node -> caller.hold(node, key, space.quote()));
      if (random.nextInt(12) == 0 && !answer.inDoubt()) {
        caller.hold(node(), key, space.quote());
        caller.hold(node(), key, spaces.get(random.nextInt(spaces.size())).quote());
      }
      return answer;
    }

    private Call ask(Ask ask) {
      if (random.nextInt(8) == 0) {
        // The same intent at both nodes at once.
        CompletableFuture<Call> twin = CompletableFuture.supplyAsync(() -> ask.at(0), threads);
        Call here = ask.at(1);
        Call there = twin.join();
        return here.inDoubt() && there.inDoubt() ? resolve(ask, here) : here.ok() ? here : there;
      }
      return resolve(ask, ask.at(node()));
    }

    /** Goes on with a hold; gives whether it may be held still. */
    private boolean decide(Call hold) {
      String id = hold.text("id");
      String key = Caller.key();
      Ask confirm = node -> caller.confirm(node, key, id);
      Ask release = node -> caller.release(node, key, id);
      int what = random.nextInt(100);
      if (what < 12 && mayLease()) {
        Call confirmed = resolve(confirm, confirm.at(node()));
        if (confirmed.ok()) {
          leases.add(new Lease(confirmed.text("id"), history.space(hold.subject())));
        }
        repeat(confirm);
        caller.read(node(), id);
        caller.wallet(node());
        return false;
      } else if (what < 62) {
        resolve(release, release.at(node()));
        repeat(release);
        caller.read(node(), id);
        if (what < 16) {
          caller.confirm(node(), Caller.key(), id);
        }
        return false;
      } else if (what < 72) {
        pause(Duration.between(Instant.now(), hold.expiresAt()).plusMillis(random.nextInt(60)));
        confirm.at(node());
        return false;
      } else if (what < 82) {
        return false; // Forgotten, so that it expires.
      }
      caller.read(node(), id);
      return true;
    }

    private void repeat(Ask ask) {
      if (random.nextInt(5) == 0) {
        ask.at(node());
      }
    }

    private Call resolve(Ask ask, Call first) {
      Instant late = Instant.now().plus(TO_RESOLVE);
      Call answer = first;
      while (answer.inDoubt() && answer.status() != 500 && Instant.now().isBefore(late)) {
        pause(Duration.ofMillis(20 + random.nextInt(100)));
        answer = ask.at(node());
      }
      return answer;
    }

    private int node() {
      return random.nextInt(2);
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the workload does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    market.close();
  }
}
