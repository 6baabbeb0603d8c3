package exchange.api.jobs;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for long thought: where a core is wanted by others, too, Linux gives it to the others
 * first. Elsewhere they are threads like any.
 */
public final class GivingWay implements ThreadFactory {
  private static final Logger LOG = LoggerFactory.getLogger(GivingWay.class);
  private static final int NICE = 15;

  private final AtomicInteger made = new AtomicInteger();
  private final String name;

  public GivingWay(String name) {
    this.name = name;
  }

  /** Of the C library. On Linux a priority is a thread's own. */
  private interface Priorities extends Library {
    int THIS_THREAD = 0;

    int setpriority(int which, int who, int nice) throws LastErrorException;
  }

  @Override
  public Thread newThread(Runnable work) {
    Runnable behind =
        () -> {
          stepBack();
          work.run();
        };
    Thread thread = new Thread(behind, name + "-" + made.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  private static void stepBack() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      Native.load("c", Priorities.class)
          .setpriority(Priorities.THIS_THREAD, Priorities.THIS_THREAD, NICE);
    } catch (LastErrorException | LinkageError refused) {
      LOG.warn("Long thought does not give way to other work here: {}", refused.toString());
    }
  }
}
