package exchange.api.jobs;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Work that is done again and again while the server runs, on every node; what must be done once is
 * claimed in the books. A failure is logged and the work tried again.
 */
public final class Job implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  private final String name;
  private final Mono<?> work;
  private final Duration pause;
  private final Disposable.Swap running = Disposables.swap();

  /**
   * @param name for the log
   * @param work one turn of it
   * @param pause between two turns
   */
  public Job(String name, Mono<?> work, Duration pause) {
    this.name = name;
    this.work = work;
    this.pause = pause;
  }

  @Override
  public void start() {
    running.update(
        work.onErrorResume(
                error -> {
                  LOG.warn("{} failed and is tried again in {}: {}", name, pause, error.toString());
                  return Mono.empty();
                })
            .then()
            .repeatWhen(turns -> turns.delayElements(pause))
            .subscribe());
  }

  @Override
  public void stop() {
    running.update(Disposables.disposed());
  }

  @Override
  public boolean isRunning() {
    Disposable current = running.get();
    return current != null && !current.isDisposed();
  }
}
