package exchange.api.mail;

import exchange.core.notice.Mail;
import exchange.core.notice.Mails;
import org.springframework.mail.javamail.JavaMailSender;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Hands mails to a server by SMTP. What it takes twice has the same Message-ID. */
public final class MailServer implements Mails {
  private final JavaMailSender server;
  private final String from;

  /**
   * @param from the address that mails come from
   */
  public MailServer(JavaMailSender server, String from) {
    this.server = server;
    this.from = from;
  }

  @Override
  public Mono<Void> send(Mail mail) {
    return Mono.fromRunnable(() -> server.send(message -> Mime.write(mail, from, message)))
        .subscribeOn(Schedulers.boundedElastic())
        .then();
  }
}
