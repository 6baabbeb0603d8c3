package exchange.api.jobs;

import exchange.core.recount.Recount;
import exchange.core.recount.Recounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Has the books recounted, and is loud about each counter that differs from its rows. */
public final class RecountAlarm {
  private static final Logger LOG = LoggerFactory.getLogger(RecountAlarm.class);

  private final Recounts recounts;
  private final Duration every;
  private final AtomicReference<@Nullable Recount> last = new AtomicReference<>();

  public RecountAlarm(Recounts recounts, Duration every, MeterRegistry meters) {
    this.recounts = recounts;
    this.every = every;
    Gauge.builder("exchange.recount.wrong", this, RecountAlarm::wrong)
        .description("Counters that differed from their rows at this node's last recount")
        .register(meters);
  }

  private double wrong() {
    Recount recount = last.get();
    return recount == null ? 0 : recount.wrong();
  }

  public Mono<Recount> recount() {
    return recounts.recount(every).doOnNext(this::tell);
  }

  private void tell(Recount recount) {
    last.set(recount);
    for (Recount.Difference each : recount.differences()) {
      LOG.error(
          "The books are wrong: {} says {}, its rows say {}",
          each.counter(),
          each.recorded(),
          each.counted());
    }
  }
}
