package exchange.matcher;

import exchange.core.matching.Matcher.Effort;
import exchange.core.matching.Matcher.Watcher;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the watcher how it goes while other threads work, and hears from it whether to go on. Its
 * own thread does this, so that no long step of the work can hold it up.
 */
final class Progress implements AutoCloseable {
  private static final long MILLIS_BETWEEN_REPORTS = 100;

  /** The best plan so far. */
  interface Best {
    long cost();

    int matched();
  }

  private final Watcher watcher;
  private final Effort effort;
  private final long began = System.nanoTime();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread reporter = new Thread(this::report, "matcher-progress");

  private volatile Best best;
  private volatile long bound;
  private volatile boolean cancelled;
  private volatile @Nullable RuntimeException failure;

  /** Begins to report. */
  Progress(Watcher watcher, Effort effort, Best atFirst, long bound) {
    this.watcher = watcher;
    this.effort = effort;
    this.best = atFirst;
    this.bound = bound;
    reporter.setDaemon(true);
    reporter.start();
  }

  /** Keeps it if it is no worse than what was found before. */
  synchronized void found(Best other) {
    if (other.cost() <= best.cost()) {
      best = other;
    }
  }

  /** No plan costs less. */
  void proved(long higherBound) {
    bound = higherBound;
  }

  /** Whether the effort is so much time, and not so many steps. */
  boolean timed() {
    return effort.steps() >= Integer.MAX_VALUE;
  }

  /** How much of the effort is spent before any step, from 0 to 1. */
  double share() {
    return timed() ? ofTime() : 0;
  }

  /** What is left of the effort for a part of the work: all the steps, or its share of the time. */
  Effort left(double share) {
    long millis = timed() ? Math.round(share * millisLeft()) : millisLeft();
    return new Effort(Duration.ofMillis(millis), effort.steps(), effort.seed());
  }

  /** Whether it was cancelled or the time is up. */
  boolean over() {
    return cancelled || millisLeft() <= 0;
  }

  /** 0 when the time is up, however long it has been. */
  long millisLeft() {
    long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    return Math.max(0, effort.most().toMillis() - spent);
  }

  /**
   * Ends with a report of 100 percent.
   *
   * @throws RuntimeException what the watcher has thrown
   */
  @Override
  public void close() {
    closed.countDown();
    join();
    if (failure != null) {
      throw failure;
    }
    watcher.progress(100, best.cost(), bound, best.matched());
  }

  private void report() {
    try {
      int percent = 0;
      do {
        cancelled |= watcher.cancelled();
        percent = Math.max(percent, percent());
        Best shown = best;
        watcher.progress(percent, shown.cost(), bound, shown.matched());
      } while (!closed.await(MILLIS_BETWEEN_REPORTS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
      cancelled = true;
    }
  }

  private int percent() {
    return (int) Math.min(99, 100 * ofTime());
  }

  private double ofTime() {
    return 1 - (double) millisLeft() / Math.max(1, effort.most().toMillis());
  }

  private void join() {
    boolean interrupted = false;
    while (reporter.isAlive()) {
      try {
        reporter.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
