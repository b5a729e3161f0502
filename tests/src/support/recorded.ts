/** What a workflow asked of the outside: an activity and what it was given, as JSON. */
export interface ActivityCall {
  type: string;
  args: unknown;
}

export interface PlainHistory {
  events: Record<string, { activityType?: { name: string }; input?: { payloads: { data: string }[] } }>[];
}

/** What the case asked for when the history was made, in order. */
export function askedIn({ events }: PlainHistory): ActivityCall[] {
  return events.flatMap((event) => {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (!scheduled) return [];
    const args = (scheduled.input?.payloads ?? []).map(
      ({ data }) => JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as unknown,
    );
    return [{ type: scheduled.activityType!.name, args }];
  });
}
