package exchange.api.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import exchange.core.notice.Mail;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Against a real server, in this process. */
class MailServerTest {
  private static final Mail MAIL =
      new Mail(
          "4c0e7a9d.ops@lantern.example",
          "ops@lantern.example",
          "您有一张新发票。",
          "您有一张新发票。\n",
          "zh-CN",
          Instant.parse("2026-11-21T12:20:00Z"));

  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  private MailServer mails;

  @BeforeEach
  void start() {
    server.start();
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(server.getSmtp().getPort());
    mails = new MailServer(sender, "exchange@exchange.example");
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void whatIsSentTwiceHasTheSameId() throws Exception {
    mails.send(MAIL).block();
    mails.send(MAIL).block();
    MimeMessage[] received = server.getReceivedMessages();
    assertThat(received).hasSize(2);
    for (MimeMessage message : received) {
      assertThat(message.getSubject()).isEqualTo(MAIL.subject());
      assertThat(message.getContent().toString().strip()).isEqualTo(MAIL.text().strip());
      assertThat(message.getAllRecipients())
          .extracting(Object::toString)
          .containsExactly(MAIL.to());
      assertThat(message.getMessageID())
          .isEqualTo("<4c0e7a9d.ops.lantern.example@warehouse-exchange>");
    }
  }

  @Test
  void withoutItsServerNothingIsSent() {
    server.stop();
    assertThatExceptionOfType(MailException.class).isThrownBy(() -> mails.send(MAIL).block());
  }
}
