package exchange.api.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.core.notice.Mail;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFolderTest {
  private static final Instant AT = Instant.parse("2026-11-21T12:20:00Z");

  @TempDir private Path parent;
  private Path folder;
  private MailFolder mails;

  @BeforeEach
  void open() {
    folder = parent.resolve("mail");
    mails = new MailFolder(folder, "exchange@exchange.example");
  }

  private static Mail mail(String to, String subject, String text) {
    return new Mail("4c0e7a9d." + to, to, subject, text, "zh-CN", AT);
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aMailIsAMessageThatOthersRead() throws Exception {
    String text = "租约等待仓主接受。\n截止：2026年11月23日\n\nhttp://localhost:8080/contracts/1\n";
    mails.send(mail("ops@lantern.example", "租约等待仓主接受。", text)).block();

    assertThat(files()).containsExactly(folder.resolve("4c0e7a9d.ops@lantern.example.eml"));
    try (InputStream file = Files.newInputStream(files().get(0))) {
      MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), file);
      assertThat(message.getSubject()).isEqualTo("租约等待仓主接受。");
      assertThat(message.getContent().toString().replace("\r\n", "\n")).isEqualTo(text);
      assertThat(message.getContentType()).containsIgnoringCase("charset=utf-8");
      assertThat(message.getFrom())
          .containsExactly(new InternetAddress("exchange@exchange.example"));
      assertThat(message.getRecipients(RecipientType.TO))
          .containsExactly(new InternetAddress("ops@lantern.example"));
      assertThat(message.getSentDate()).isEqualTo(Date.from(AT));
      assertThat(message.getMessageID())
          .isEqualTo("<4c0e7a9d.ops.lantern.example@warehouse-exchange>");
      assertThat(message.getHeader("Content-Language")).containsExactly("zh-CN");
      assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }
  }

  @Test
  void writtenTwiceItIsThereOnce() throws Exception {
    mails.send(mail("ops@lantern.example", "Once", "one")).block();
    byte[] first = Files.readAllBytes(files().get(0));
    mails.send(mail("ops@lantern.example", "Once", "one")).block();
    assertThat(files()).hasSize(1);
    assertThat(Files.readAllBytes(files().get(0))).isEqualTo(first);
    mails.send(mail("office@lantern.example", "Once", "one")).block();
    assertThat(files()).hasSize(2);
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() throws Exception {
    assertThatThrownBy(() -> mails.send(mail("no address", "Once", "one")).block())
        .hasRootCauseInstanceOf(AddressException.class);
    assertThat(folder).doesNotExist();
    // In the place of the file stands something that is none.
    Files.createDirectories(folder.resolve("4c0e7a9d.ops@lantern.example.eml/inside"));
    assertThatThrownBy(() -> mails.send(mail("ops@lantern.example", "Once", "one")).block())
        .hasMessageContaining("ops@lantern.example");
    assertThat(files()).hasSize(1);
  }
}
