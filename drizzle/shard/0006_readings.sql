CREATE TABLE `document_reading` (
	`document_id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`extractor` integer NOT NULL,
	`sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reading_by_dossier` ON `document_reading` (`dossier_id`);