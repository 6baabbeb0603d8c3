package exchange.api.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A bad network in front of one port: slow, deaf, or cut. */
final class Proxy implements AutoCloseable {
  private final ServerSocket entrance;
  private final int target;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile Duration latency = Duration.ZERO;
  private volatile boolean stalled;

  private record Link(Socket client, Socket server) {}

  private Proxy(ServerSocket entrance, int target) {
    this.entrance = entrance;
    this.target = target;
  }

  static Proxy to(int target) throws IOException {
    Proxy proxy = new Proxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
    daemon(proxy::accept);
    return proxy;
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Everything comes so much later, both ways. */
  void delay(Duration each) {
    latency = each;
  }

  /** Nothing comes through until it is over; no connection ends. */
  void stall(boolean on) {
    stalled = on;
  }

  /** Resets all connections, as a rebooted router does. */
  void cut() {
    links.forEach(
        link -> {
          reset(link.client());
          reset(link.server());
        });
  }

  /** Tells the servers that the clients will say no more, while these still listen. */
  void halfClose() {
    links.forEach(
        link -> {
          try {
            link.server().shutdownOutput();
          } catch (IOException gone) {
            // It is closed already.
          }
        });
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        daemon(() -> join(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void join(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Link link = new Link(client, server);
      links.add(link);
      daemon(() -> pump(client, server, link));
      pump(server, client, link);
    } catch (IOException refused) {
      reset(client);
    }
  }

  private void pump(Socket from, Socket to, Link link) {
    byte[] buffer = new byte[16 << 10];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        do {
          Thread.sleep(stalled ? 10 : latency.toMillis());
        } while (stalled);
        out.write(buffer, 0, n);
      }
      to.shutdownOutput();
    } catch (IOException | InterruptedException ended) {
      reset(from);
      reset(to);
    }
    if (from.isClosed() || from.isInputShutdown() || to.isOutputShutdown()) {
      if (to.isInputShutdown() || from.isClosed()) {
        links.remove(link);
      }
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException closed) {
      // That is what was wanted.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }
}
