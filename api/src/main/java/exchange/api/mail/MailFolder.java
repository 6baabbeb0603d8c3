package exchange.api.mail;

import exchange.core.notice.Mail;
import exchange.core.notice.Mails;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Puts each mail into a folder as a file named by its id, so that a mail that is sent twice is
 * there once, and a file is there whole or not at all.
 */
public final class MailFolder implements Mails {
  private final Path folder;
  private final String from;
  private final Session session = Session.getInstance(new Properties());

  /**
   * @param folder made when the first mail is written
   * @param from the address that mails come from
   */
  public MailFolder(Path folder, String from) {
    this.folder = folder;
    this.from = from;
  }

  @Override
  public Mono<Void> send(Mail mail) {
    return Mono.fromCallable(() -> write(mail)).subscribeOn(Schedulers.boundedElastic()).then();
  }

  private Path write(Mail mail) throws MessagingException, IOException {
    MimeMessage message = new MimeMessage(session);
    Mime.write(mail, from, message);
    Files.createDirectories(folder);
    Path half = Files.createTempFile(folder, "half-", ".tmp");
    try {
      try (OutputStream file = Files.newOutputStream(half)) {
        message.writeTo(file);
      }
      return Files.move(
          half,
          folder.resolve(mail.id() + ".eml"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }
}
