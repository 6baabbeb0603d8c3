package exchange.api.rest;

import exchange.api.wire.AwaitedAnswer;
import exchange.api.wire.EventKind;
import exchange.api.wire.InboxItem;
import exchange.api.wire.LostMail;
import exchange.api.wire.NewNotificationPreferences;
import exchange.api.wire.NotificationPreferences;
import exchange.api.wire.NotificationTopic;
import exchange.core.notice.Awaited;
import exchange.core.notice.Notice;
import exchange.core.notice.NoticePreferences;
import exchange.core.notice.Topic;
import java.util.List;
import java.util.stream.Collectors;

/** The inbox, and what is mailed. */
final class WireNotices {
  private WireNotices() {}

  static AwaitedAnswer awaited(Awaited awaited) {
    return new AwaitedAnswer(EventKind.fromValue(awaited.kind().name()), awaited.subjectId())
        .answerBy(awaited.answerBy().map(WireValues::time).orElse(null));
  }

  static InboxItem item(Notice notice) {
    return new InboxItem(notice.position(), notice.unread(), WireEvents.event(notice.event()));
  }

  static NoticePreferences preferences(NewNotificationPreferences wire) {
    return new NoticePreferences(
        wire.getAddresses(),
        wire.getTopics().stream()
            .map(topic -> Topic.valueOf(topic.name()))
            .collect(Collectors.toSet()),
        wire.getLanguage().getValue());
  }

  static NotificationPreferences preferences(
      NoticePreferences preferences, List<exchange.core.notice.LostMail> lost) {
    return new NotificationPreferences(
        preferences.addresses(),
        preferences.topics().stream()
            .sorted()
            .map(topic -> NotificationTopic.fromValue(topic.name()))
            .toList(),
        preferences.language(),
        lost.stream().map(WireNotices::lost).toList());
  }

  private static LostMail lost(exchange.core.notice.LostMail mail) {
    return new LostMail(mail.address(), WireEvents.event(mail.event()), WireValues.time(mail.at()))
        .answer(mail.answer().orElse(null));
  }
}
