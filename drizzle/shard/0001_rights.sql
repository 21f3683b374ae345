CREATE TABLE `holder_data` (
	`dossier_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`sealed` blob NOT NULL,
	PRIMARY KEY(`dossier_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `notice` (
	`notice_id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`recipient` text,
	`channel` text NOT NULL,
	`done_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer,
	`sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `notice_by_recipient` ON `notice` (`recipient`,`at`);--> statement-breakpoint
CREATE INDEX `notice_by_channel` ON `notice` (`channel`,`done_at`);--> statement-breakpoint
CREATE TABLE `right_act` (
	`dossier_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`facts` text NOT NULL,
	`sealed` blob,
	PRIMARY KEY(`dossier_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `trace_node` (
	`level` integer NOT NULL,
	`index` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`level`, `index`)
);
--> statement-breakpoint
ALTER TABLE `document` ADD `type_code` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `document` ADD `reveal_at` integer;--> statement-breakpoint
ALTER TABLE `document` ADD `holder_told_at` integer;--> statement-breakpoint
CREATE INDEX `document_by_reveal` ON `document` (`reveal_at`);--> statement-breakpoint
ALTER TABLE `dossier` ADD `majority_at` integer;--> statement-breakpoint
ALTER TABLE `dossier` ADD `erase_after` integer;