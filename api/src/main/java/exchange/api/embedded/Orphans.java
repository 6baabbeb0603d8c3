package exchange.api.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what an earlier server left running on our data directory: its guard may still be at work,
 * or may have been killed too. The caller holds the directory's lock, so no living server owns
 * them.
 *
 * <p>A process is ours when it runs a program from our own folder of binaries and works in our own
 * folder of data. A process id alone, from a file, says nothing: ids are used again.
 */
final class Orphans {

  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

  private static final Duration CLEAN_END = Duration.ofSeconds(60);
  private static final Duration FORCED_END = Duration.ofSeconds(5);

  private final Store store;
  private final Path programs;
  private final Path folder;

  Orphans(Store store, Path programs, Path folder) {
    this.store = store;
    this.programs = programs;
    this.folder = folder;
  }

  void end() throws InterruptedException {
    List<ProcessHandle> all = ProcessHandle.allProcesses().filter(this::isOurs).toList();
    if (all.isEmpty()) {
      return;
    }
    Set<Long> pids = all.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    LOG.info("Ending {} {}, left over from an earlier server", store.label(), pids);
    // A server ends its own workers, in the right order; they are told apart before it does.
    List<ProcessHandle> servers =
        all.stream().filter(orphan -> !hasParentIn(pids, orphan)).toList();
    servers.forEach(this::askToEnd);
    if (!gone(all, CLEAN_END)) {
      all.stream().filter(this::isOurs).forEach(ProcessHandle::destroyForcibly);
      if (!gone(all, FORCED_END)) {
        throw new EmbeddedStoresException(
            "An earlier "
                + store.label()
                + " (process "
                + all.get(0).pid()
                + ") still runs on "
                + folder
                + " and cannot be ended: end it, or "
                + Complaints.OTHER_FOLDER
                + ".");
      }
    }
  }

  /**
   * Deletes a pid file that would keep the next server from starting. PostgreSQL deletes it itself
   * when no process has that id any more; it needs help when the id belongs to somebody else by
   * now, or to a dead process that nobody has collected. To be called after {@link #end}.
   */
  void deleteStale(Path pidFile) throws IOException, InterruptedException {
    if (!Files.exists(pidFile)) {
      return;
    }
    String pid = Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
    Optional<ProcessHandle> process =
        pid.matches("\\d{1,10}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    // A process without a program is on its way out; most are gone in a moment.
    long deadline = System.nanoTime() + FORCED_END.toNanos();
    while (process.filter(Orphans::isDying).isPresent() && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    if (process.filter(ProcessHandle::isAlive).isPresent()
        && process.filter(this::worksInFolder).isEmpty()) {
      Files.delete(pidFile);
    }
  }

  private static boolean isDying(ProcessHandle process) {
    return process.isAlive() && process.info().command().isEmpty();
  }

  private static boolean hasParentIn(Set<Long> pids, ProcessHandle process) {
    return process.parent().map(parent -> pids.contains(parent.pid())).orElse(false);
  }

  private void askToEnd(ProcessHandle server) {
    // The shell's own kill, because small systems have no program of that name.
    Command.Result result =
        Command.ask(
            List.of(
                "/bin/sh",
                "-c",
                "kill -s \"$0\" \"$1\"",
                store.stopSignal(),
                Long.toString(server.pid())));
    if (!result.succeeded() && isOurs(server)) {
      LOG.warn("{} {} could not be signalled: {}", store.label(), server.pid(), result.output());
    }
  }

  private boolean gone(List<ProcessHandle> processes, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (processes.stream().anyMatch(this::isOurs)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  private boolean isOurs(ProcessHandle process) {
    boolean ourProgram =
        process
            .info()
            .command()
            .map(program -> Path.of(program).startsWith(programs))
            .orElse(false);
    return ourProgram && worksInFolder(process);
  }

  private boolean worksInFolder(ProcessHandle process) {
    Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return Files.readSymbolicLink(workingDirectory).equals(folder);
    } catch (IOException e) {
      // No /proc, as on macOS: both servers name their folder in their command line.
      String command = process.info().commandLine().orElse("") + " ";
      return command.contains(folder + " ") || command.contains(folder + "/");
    }
  }
}
