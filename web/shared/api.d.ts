/**
 * The server's API, as its OpenAPI document describes it.
 * Written by web/tools/generate: change the server, then run it again.
 */

export interface paths {
    "/api/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get About
         * @description Versions, what ffmpeg can, and the libraries with their licences.
         */
        get: operations["get_about"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deeds
         * @description Who did what, the latest first.
         */
        get: operations["list_deeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Login
         * @description A token for programs, good for `auth.jwtLifetime` seconds.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Password
         * @description One's own password. All other sessions and all JWTs end; API tokens stay.
         */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Session
         * @description Who is signed in, and what they may.
         */
        get: operations["get_session"];
        put?: never;
        /**
         * Open Session
         * @description Sign a browser in: its session is a cookie that scripts cannot read.
         */
        post: operations["open_session"];
        /**
         * Close Session
         * @description Sign this browser out.
         */
        delete: operations["close_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions
         * @description Browsers in which somebody is signed in; one's own, unless an administrator asks for others'.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Session
         * @description Sign a browser out; one's own, unless an administrator does.
         */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Cameras
         * @description All cameras, by name.
         */
        get: operations["list_cameras"];
        put?: never;
        /**
         * Add Camera
         * @description Add a camera. Credentials may stand inside of its addresses or beside them; they are never shown again.
         */
        post: operations["add_camera"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Camera
         * @description One camera.
         */
        get: operations["get_camera"];
        /**
         * Change Camera
         * @description Replace what a camera is; says which jobs restart because of it.
         */
        put: operations["change_camera"];
        post?: never;
        /**
         * Delete Camera
         * @description Delete a camera. With jobs it is refused unless `cascade=true`.
         *
         *     Its files are kept under its former name and age on, or are deleted in the background; the answer is a 202 then.
         */
        delete: operations["delete_camera"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Changes
         * @description When this camera became another device, newest first.
         */
        get: operations["list_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Device
         * @description What the camera's device said of itself when it was last asked.
         */
        get: operations["get_device"];
        put?: never;
        /**
         * Attach Device
         * @description Ask the device at the camera's address what it is, with the camera's credentials; then it can be moved.
         */
        post: operations["attach_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Camera Facts
         * @description Its device, what its streams consist of, and who holds its connections now.
         */
        get: operations["get_camera_facts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/hls/{part}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Camera Part
         * @description The beginning or a segment that the list names.
         */
        get: operations["get_camera_part"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/hls/index.m3u8": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Camera Playlist
         * @description The stream for telephones without Media Source Extensions: a few segments of fragmented MP4.
         */
        get: operations["get_camera_playlist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/mjpeg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch Camera Pictures
         * @description Five pictures a second, for whatever shows images and plays no video. Ends with the reader.
         */
        get: operations["watch_camera_pictures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/ptz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Position
         * @description Where it looks, as far as it says so.
         */
        get: operations["position"];
        put?: never;
        /**
         * Move
         * @description Move the camera.
         *
         *     A continuous move stops by itself after `seconds`; send it again before, as long as somebody holds the stick.
         */
        post: operations["move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/ptz/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Presets
         * @description Places that it remembers.
         */
        get: operations["presets"];
        put?: never;
        /**
         * Remember
         * @description Remember where it looks now.
         */
        post: operations["remember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/ptz/presets/{preset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget
         * @description Forget a place.
         */
        delete: operations["forget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/ptz/presets/{preset}/goto": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go
         * @description Look there.
         */
        post: operations["go"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace Camera
         * @description Another device takes this camera's place: its id, jobs, files and history stay. Refused unless it answers.
         */
        post: operations["replace_camera"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Camera
         * @description Connect to its streams now, and tell what they are or why they are not.
         */
        post: operations["test_camera"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Camera Thumbnail
         * @description A JPEG of at most 640 pixels across, a few seconds old at most, however many ask for it.
         */
        get: operations["get_camera_thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Timeline
         * @description What was recorded of a camera, job by job, and why there is nothing in between. A day by default.
         */
        get: operations["get_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Discover
         * @description Ask the network who is an ONVIF device; says which are cameras of ours, also at new addresses.
         */
        post: operations["discover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Cameras
         * @description Add cameras from a table (`text/csv`), or from JSON with credentials for all of them.
         *
         *     Nothing is stored unless `dryRun=false`; passwords are never shown again. A camera whose main address is there
         *     already is left alone, so the same list may be sent again.
         */
        post: operations["import_cameras"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/onvif": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Onvif Camera
         * @description Add a camera from what its device offers: streams `main`, `sub` and `snapshot`, names, facts.
         */
        post: operations["add_onvif_camera"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/onvif/inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Inspect
         * @description What a device is and which streams it offers; nothing is stored.
         */
        post: operations["inspect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Camera
         * @description Look at addresses before they are stored: what they are with a first picture, or why nothing comes.
         */
        post: operations["try_camera"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Config
         * @description Every setting with the value in force, secrets masked. `pinned` keys are set where the server is started.
         */
        get: operations["get_config"];
        /**
         * Change Config
         * @description Change settings: checked as a whole and written to config.json, the former file kept beside it.
         *
         *     What can count at once does; `restartNeeded` names what counts from the next start.
         */
        put: operations["change_config"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export Config
         * @description Everything that was configured as one document; its secrets encrypted with a passphrase, or left out.
         */
        post: operations["export_config"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Config
         * @description Put an exported document in, all of it or nothing. Without `dryRun: false` it only tells what would change.
         *
         *     What has the same id is changed, the rest is made; with `replace`, what the document does not have is forgotten.
         */
        post: operations["import_config"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config/reference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Settings
         * @description Every setting with its meaning, its kind and limits, its default, and whether a change needs a restart.
         */
        get: operations["list_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Coverage
         * @description The same of every living job, by name; a day by default.
         */
        get: operations["list_coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doctor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask Doctor
         * @description What is wrong with this machine or installation, and what to do about it, as `regie doctor` says it.
         */
        get: operations["ask_doctor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Events
         * @description What happened, the latest first.
         */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Event
         * @description One event.
         */
        get: operations["get_event"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/{event_id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge Event
         * @description You look after this alert: everybody sees by whom and since when.
         */
        post: operations["acknowledge_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge Events
         * @description You look after these alerts: everybody sees by whom and since when.
         */
        post: operations["acknowledge_events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count Events
         * @description What the bell shows: unread by you, and alerts that are open.
         */
        get: operations["count_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read Events
         * @description You have read these, or everything until an instant; what is left is answered.
         */
        post: operations["read_events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Exports
         * @description Exports, the newest first.
         */
        get: operations["list_exports"];
        put?: never;
        /**
         * Add Export
         * @description Have a span of a job made into one film, or of several into an archive, by a task of the same id.
         */
        post: operations["add_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{export_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Export
         * @description One export, with how far it has got.
         */
        get: operations["get_export"];
        put?: never;
        post?: never;
        /**
         * Delete Export
         * @description Delete it, or have it not made.
         */
        delete: operations["delete_export"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{export_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Export Content
         * @description The file that was made, whole or in ranges.
         */
        get: operations["get_export_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Files
         * @description Recorded files, the newest first unless said otherwise.
         */
        get: operations["list_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get File
         * @description One file, with what it consists of and how this browser gets to play it.
         */
        get: operations["get_file"];
        put?: never;
        post?: never;
        /**
         * Delete File
         * @description Delete it, from its disk too.
         */
        delete: operations["delete_file"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Content
         * @description The file itself, whole or in ranges.
         */
        get: operations["get_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}/play": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play File
         * @description The file as a browser plays it: as it is or in another container, in ranges; or encoded while it is sent.
         *
         *     `content` gives the original. Over the limit of simultaneous encodings it answers 429 with `Retry-After`.
         */
        get: operations["play_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Previews
         * @description What the strip of small pictures of a video shows.
         */
        get: operations["get_previews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}/previews.jpg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Preview Pictures
         * @description The strip itself, a JPEG.
         */
        get: operations["get_preview_pictures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}/protect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Protect File
         * @description Keep it from being deleted, by retention and by people, until that is lifted.
         */
        put: operations["protect_file"];
        post?: never;
        /**
         * Unprotect File
         * @description Lift its protection.
         */
        delete: operations["unprotect_file"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Thumbnail
         * @description A JPEG of it, at most 320 pixels wide.
         */
        get: operations["get_thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete Files
         * @description Delete several files, from their disks too. Those that cannot be are told, and the others go.
         */
        post: operations["delete_files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/protect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Protect Files
         * @description Keep several files from being deleted until that is lifted, or lift it; those of them that there are.
         */
        post: operations["protect_files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Summarize Files
         * @description How many files there are and how much they hold: by the local day on which they begin, and by job.
         */
        get: operations["summarize_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Zip Files
         * @description Files as one archive, sent while it is made. All of them, or none: what is not there is an error.
         */
        post: operations["zip_files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Health
         * @description Whether the server can serve (200) or not (503), each part's state, and warnings. Needs no sign-in.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description All jobs, with what each does right now.
         */
        get: operations["list_jobs"];
        put?: never;
        /**
         * Add Job
         * @description Add a job. `warnings` name what is allowed and probably not meant, with the fields that would mean it.
         */
        post: operations["add_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job
         * @description One job.
         */
        get: operations["get_job"];
        /**
         * Change Job
         * @description Replace what a job is. Its process restarts only when it would be made otherwise; `restarts` says so.
         */
        put: operations["change_job"];
        post?: never;
        /**
         * Delete Job
         * @description Delete a job: its process stops.
         *
         *     Its files are kept under its former name and age on, or are deleted in the background; the answer is a 202 then.
         */
        delete: operations["delete_job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Coverage
         * @description Recorded ÷ wanted time of each local day; pictures ÷ ticks of a job of single instants. A week by default.
         */
        get: operations["get_coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Duplicate Job
         * @description Copy a job, to another camera if told so. The copy is switched off unless `enabled` says otherwise.
         */
        post: operations["duplicate_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain
         * @description Why there is nothing of a job at an instant: one cause and a sentence; or the file that shows it.
         */
        get: operations["explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get History
         * @description Its runs, newest first.
         */
        get: operations["get_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Logs
         * @description The newest lines of its processes, oldest first; the next page is older, `/ws/logs/{jobId}` goes on.
         */
        get: operations["get_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job Metrics
         * @description A job's runs by status, what they wrote, and their errors by reason. Thirty days unless said.
         */
        get: operations["get_job_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/motion/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Motion
         * @description What the last picture of a running job would have scored under these limits; nothing is changed.
         */
        post: operations["preview_motion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Plan
         * @description When a job runs from `from` to `to`: true bounds, not cut at the span; overrides by hand are not in it.
         */
        get: operations["get_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/retention/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Job Retention
         * @description What these limits, which need not be saved, would delete of a job. Nothing is deleted.
         */
        post: operations["preview_job_retention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Job
         * @description Run it now: for its duration, or until it is stopped; a job of single instants runs once.
         */
        post: operations["start_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Job
         * @description Stop it now; inside of a window, until the next one.
         */
        post: operations["stop_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Template Of Job
         * @description Make a template of a job: its camera's name in the job's name becomes `{cameraName}`.
         */
        post: operations["template_of_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/timelapse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Films
         * @description A job's films, the newest first: those it made by itself, and those that people asked for.
         */
        get: operations["list_films"];
        put?: never;
        /**
         * Make Film
         * @description Make a film of a job's pictures. Its `id` is its task's: `GET /api/tasks/{id}` tells how far it is.
         */
        post: operations["make_film"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/timelapse/{film_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Film
         * @description One film.
         */
        get: operations["get_film"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/timelapse/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview Film
         * @description What a film of a span would come to: how many pictures, how long, about how large, and some of them.
         */
        get: operations["preview_film"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do To Many
         * @description Enable, disable, start, stop or delete many jobs. Each succeeds or fails by itself; the status is 200.
         */
        post: operations["do_to_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Plan Unsaved
         * @description When a job that is not saved would run from `from` to `to`, and what it would take. Nothing is kept.
         */
        post: operations["plan_unsaved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Unsaved
         * @description The plan of a job that is not saved, and what whoever writes it looks at beside it. Nothing is kept.
         */
        post: operations["preview_unsaved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Last Lines
         * @description What every job's processes said last; `/api/jobs/{id}/logs` has the lines before.
         */
        get: operations["get_last_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Metrics
         * @description CPU, memory, disk and bandwidth right now: altogether, by camera and by job. Prometheus reads `/metrics`.
         */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/metrics/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Metrics History
         * @description CPU, memory, disk and bandwidth over time: 10 s apart for a day, 5 minutes for 30 days. Default: an hour.
         */
        get: operations["get_metrics_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/motion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Motion
         * @description Motion events, the newest first.
         */
        get: operations["list_motion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/motion/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Motion
         * @description One motion event.
         */
        get: operations["get_motion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/motion/{event_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Motion Thumbnail
         * @description The picture of it that moves most, a JPEG at most 320 pixels wide.
         */
        get: operations["get_motion_thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Channels
         * @description Every way to somebody: those of the settings, then by name, unless another order is asked for.
         */
        get: operations["list_channels"];
        put?: never;
        /**
         * Add Channel
         * @description Add a channel; one that no rule names hears of all alerts.
         */
        post: operations["add_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/channels/{channel_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Channel
         * @description One channel.
         */
        get: operations["get_channel"];
        /**
         * Change Channel
         * @description Change a channel; its kind stays, and so does a secret that is masked or absent.
         */
        put: operations["change_channel"];
        post?: never;
        /**
         * Delete Channel
         * @description Forget a channel that no rule names.
         */
        delete: operations["delete_channel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/channels/{channel_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Channel
         * @description Send a test now, also when it is switched off, and tell what really happened.
         */
        post: operations["try_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deliveries
         * @description What was sent where, and how each attempt ended; the latest first.
         */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Rules
         * @description Which events go to which channels, by name.
         */
        get: operations["list_rules"];
        put?: never;
        /**
         * Add Rule
         * @description Add a rule. Its channels hear from now on only what rules tell them.
         */
        post: operations["add_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/rules/{rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Rule
         * @description One rule.
         */
        get: operations["get_rule"];
        /**
         * Change Rule
         * @description Change a rule; what is on its way stays on it.
         */
        put: operations["change_rule"];
        post?: never;
        /**
         * Delete Rule
         * @description Forget a rule.
         */
        delete: operations["delete_rule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Overrides
         * @description Pauses and forces, the newest first; those that are over too.
         */
        get: operations["list_overrides"];
        put?: never;
        /**
         * Add Override
         * @description Pause or force the jobs of a job, a camera, a site or a tag; of what contradicts, the last said counts.
         */
        post: operations["add_override"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/overrides/{override_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Override
         * @description One of them.
         */
        get: operations["get_override"];
        put?: never;
        post?: never;
        /**
         * End Override
         * @description End it now. It stays in the list, with its end.
         */
        delete: operations["end_override"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Plan Of All
         * @description Every job that is switched on and runs in a span of at most a day, as `/api/jobs/{id}/plan` tells it.
         */
        get: operations["get_plan_of_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Ledger
         * @description What was deleted, by what rule or whom, the latest first. It is kept when the files are gone.
         */
        get: operations["read_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview Retention
         * @description What retention would delete if it ran to its end now. Nothing is deleted.
         */
        get: operations["preview_retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run Retention
         * @description Delete everything that is due now, in the background.
         */
        post: operations["run_retention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Roots
         * @description Folders in which recordings may lie, and whether each can be used now.
         */
        get: operations["list_roots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roots/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adopt Root
         * @description Take a folder for ours whatever its marker says: a new disk in the place of another, or one of a lost database.
         *
         *     A task compares it with the index: its result tells what is missing, and lists again what says whose it is.
         */
        post: operations["adopt_root"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Setup
         * @description Whether the first administrator is still to be named.
         */
        get: operations["get_setup"];
        put?: never;
        /**
         * Set Up
         * @description Name the first administrator, with the code that the server printed, and sign them in.
         */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sites
         * @description Every site, by name.
         */
        get: operations["list_sites"];
        put?: never;
        /**
         * Add Site
         * @description Add a site.
         */
        post: operations["add_site"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{site_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Site
         * @description One site.
         */
        get: operations["get_site"];
        /**
         * Change Site
         * @description Change a site; its `id` stays.
         */
        put: operations["change_site"];
        post?: never;
        /**
         * Delete Site
         * @description Forget a site at which nothing is.
         */
        delete: operations["delete_site"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Status
         * @description What runs, what is wrong, what it costs.
         */
        get: operations["get_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Storage
         * @description Disks, what recordings take of them by job and by camera, and when they will be full.
         *
         *     Filters concern the rows of jobs and cameras; sums and disks are those of everything. `sort` ranks jobs; cameras
         *     go by bytes, or by name.
         */
        get: operations["get_storage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tasks
         * @description Tasks, the newest first.
         */
        get: operations["list_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Task
         * @description One task.
         */
        get: operations["show_task"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Task
         * @description Keep a task from running, or stop it where it runs.
         */
        post: operations["cancel_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Task
         * @description Try a task again that failed or was cancelled.
         */
        post: operations["retry_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Templates
         * @description Templates of jobs, by name.
         */
        get: operations["list_templates"];
        put?: never;
        /**
         * Add Template
         * @description Keep a job without a camera, to be made for many.
         */
        post: operations["add_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Template
         * @description One template.
         */
        get: operations["get_template"];
        /**
         * Change Template
         * @description Replace a template. Jobs that were made of it stay as they are.
         */
        put: operations["change_template"];
        post?: never;
        /**
         * Delete Template
         * @description Delete a template. Jobs that were made of it stay.
         */
        delete: operations["delete_template"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{template_id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply Template
         * @description Make a job for each of many cameras; with `dryRun`, tell what would be made and what would go wrong.
         */
        post: operations["apply_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tokens
         * @description API tokens; one's own, unless an administrator asks for others'.
         */
        get: operations["list_tokens"];
        put?: never;
        /**
         * Make Token
         * @description Make an API token for oneself. This answer alone holds it.
         */
        post: operations["make_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Token
         * @description End an API token for good; one's own, unless an administrator does.
         */
        delete: operations["revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Users
         * @description Everybody, by name.
         */
        get: operations["list_users"];
        put?: never;
        /**
         * Add User
         * @description Add somebody.
         */
        post: operations["add_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get User
         * @description Somebody, by id, name or e-mail address.
         */
        get: operations["get_user"];
        /**
         * Change User
         * @description Change somebody: a new password, or being switched off, signs them out everywhere.
         */
        put: operations["change_user"];
        post?: never;
        /**
         * Delete User
         * @description Remove somebody, with their sessions and tokens.
         */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AboutAnswer
         * @description What this server is made of.
         * @example {
         *       "dataFolder": "/var/lib/regie",
         *       "database": "SQLite",
         *       "ffmpeg": {
         *         "encoders": {
         *           "libx264": true
         *         },
         *         "path": "/usr/bin/ffmpeg",
         *         "protocols": {
         *           "rtsp": true
         *         },
         *         "version": "7.1",
         *         "warnings": []
         *       },
         *       "packages": [
         *         {
         *           "licence": "MIT",
         *           "name": "fastapi",
         *           "version": "0.120.0"
         *         }
         *       ],
         *       "python": "3.13.5",
         *       "system": "Linux-6.12-x86_64",
         *       "version": "0.1.0"
         *     }
         */
        AboutAnswer: {
            /**
             * Database
             * @enum {string}
             */
            database: "SQLite" | "PostgreSQL";
            /** Datafolder */
            dataFolder: string;
            ffmpeg: components["schemas"]["FfmpegAnswer"];
            /** Packages */
            packages: components["schemas"]["PackageAnswer"][];
            /** Python */
            python: string;
            /** System */
            system: string;
            /** Version */
            version: string;
        };
        /**
         * AdoptedRoot
         * @description A folder that is ours now, and the task that compares it with the index.
         * @example {
         *       "root": {
         *         "base": true,
         *         "bytes": 812000000000,
         *         "files": 5312,
         *         "freeBytes": 1500000000000,
         *         "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11",
         *         "ok": true,
         *         "path": "/data/camcron",
         *         "state": "ok",
         *         "totalBytes": 2000000000000
         *       },
         *       "taskId": "0199c0de-0000-7000-8000-000000000091"
         *     }
         */
        AdoptedRoot: {
            root: components["schemas"]["RootAnswer"];
            /** Taskid */
            taskId: string;
        };
        /**
         * Adoption
         * @description Which folder is to be taken for ours.
         * @example {
         *       "forget": false,
         *       "path": "/data/camcron"
         *     }
         */
        Adoption: {
            /**
             * Forget
             * @default false
             */
            forget: boolean;
            /** Path */
            path: string;
        };
        /**
         * Application
         * @description For which cameras: a list of them, those of a tag, or those of a site.
         * @example {
         *       "dryRun": true,
         *       "tag": "outdoor"
         *     }
         */
        Application: {
            /** Cameraids */
            cameraIds?: string[] | null;
            /**
             * Dryrun
             * @default false
             */
            dryRun: boolean;
            /** Enabled */
            enabled?: boolean | null;
            /** Name */
            name?: string | null;
            /** Siteid */
            siteId?: string | null;
            /** Tag */
            tag?: string | null;
        };
        /**
         * ApplicationAnswer
         * @description What was made, or would be.
         * @example {
         *       "dryRun": true,
         *       "exists": 0,
         *       "failed": 0,
         *       "made": 1,
         *       "results": [
         *         {
         *           "cameraId": "yard",
         *           "jobId": "yard-office-hours",
         *           "name": "Yard, office hours",
         *           "outcome": "made",
         *           "warnings": []
         *         }
         *       ]
         *     }
         */
        ApplicationAnswer: {
            /** Dryrun */
            dryRun: boolean;
            /** Exists */
            exists: number;
            /** Failed */
            failed: number;
            /** Made */
            made: number;
            /** Results */
            results: components["schemas"]["Made"][];
        };
        /**
         * AttachDevice
         * @description Where a camera's own device is: at the host of its streams unless it is said.
         * @example {
         *       "host": "192.168.1.64",
         *       "port": 80
         *     }
         */
        AttachDevice: {
            /** Host */
            host?: string | null;
            /**
             * Port
             * @default 80
             */
            port: number;
        };
        /**
         * AttemptRow
         * @description How one attempt ended.
         */
        AttemptRow: {
            /** At */
            at: string;
            /** Code */
            code: string;
            /** Milliseconds */
            milliseconds: number;
            /** Ok */
            ok: boolean;
            /** Sentence */
            sentence: string;
        };
        /**
         * AuditRow
         * @description One deed.
         * @example {
         *       "action": "update",
         *       "address": "192.168.1.20",
         *       "at": "2026-03-02T08:12:44.120Z",
         *       "difference": [
         *         {
         *           "after": 30,
         *           "before": 14,
         *           "path": "retention.maxDays"
         *         }
         *       ],
         *       "how": "session",
         *       "id": "0199c0de-0000-7000-8000-000000000031",
         *       "objectId": "0199c0de-0000-7000-8000-000000000012",
         *       "objectKind": "job",
         *       "objectName": "Garage, working hours",
         *       "userId": "0199c0de-0000-7000-8000-000000000001",
         *       "userName": "ana"
         *     }
         */
        AuditRow: {
            /** Action */
            action: string;
            /** Address */
            address: string | null;
            /** At */
            at: string;
            /** Difference */
            difference: components["schemas"]["ChangeRow"][] | null;
            /** How */
            how: string;
            /** Id */
            id: string;
            /** Objectid */
            objectId: string | null;
            /** Objectkind */
            objectKind: string;
            /** Objectname */
            objectName: string | null;
            /** Userid */
            userId: string | null;
            /** Username */
            userName: string;
        };
        /**
         * Begun
         * @description A task that works in the background: `GET /api/tasks/{taskId}`.
         * @example {
         *       "taskId": "0199c0de-0000-7000-8000-000000000002"
         *     }
         */
        Begun: {
            /** Taskid */
            taskId: string;
        };
        /**
         * BulkAnswer
         * @description What became of all of them, in the order in which they were named.
         * @example {
         *       "action": "start",
         *       "done": 1,
         *       "failed": 1,
         *       "results": [
         *         {
         *           "id": "entrance",
         *           "outcome": "done"
         *         },
         *         {
         *           "code": "job-cannot-run",
         *           "id": "yard",
         *           "outcome": "failed",
         *           "reason": "The job is switched off; switch it on first."
         *         }
         *       ],
         *       "unchanged": 0
         *     }
         */
        BulkAnswer: {
            /**
             * Action
             * @enum {string}
             */
            action: "enable" | "disable" | "start" | "stop" | "delete";
            /** Done */
            done: number;
            /** Failed */
            failed: number;
            /** Results */
            results: components["schemas"]["DeedResult"][];
            /** Unchanged */
            unchanged: number;
        };
        /**
         * BulkDeed
         * @description What is to be done, and to which jobs: a list of them, or a filter.
         * @example {
         *       "action": "disable",
         *       "filter": {
         *         "tag": "outdoor"
         *       }
         *     }
         * @example {
         *       "action": "start",
         *       "ids": [
         *         "entrance",
         *         "yard"
         *       ]
         *     }
         */
        BulkDeed: {
            /**
             * Action
             * @enum {string}
             */
            action: "enable" | "disable" | "start" | "stop" | "delete";
            /**
             * Files
             * @default keep
             * @enum {string}
             */
            files: "keep" | "delete";
            filter?: components["schemas"]["JobFilter"] | null;
            /** Ids */
            ids?: string[] | null;
        };
        /**
         * CameraAfterChange
         * @description The same, and which jobs restart because of the change.
         * @example {
         *       "createdAt": "2026-03-01T09:00:00.000Z",
         *       "credentials": {
         *         "password": "********",
         *         "username": "admin"
         *       },
         *       "enabled": true,
         *       "id": "cam-garage",
         *       "jobs": 3,
         *       "lastSeenAt": "2026-03-02T08:12:40.000Z",
         *       "location": "North-east corner",
         *       "maxConnections": 4,
         *       "model": "DS-2CD2143G2-I",
         *       "name": "Garage",
         *       "protocol": "rtsp",
         *       "relay": "auto",
         *       "restarts": [
         *         "job-garage-workhours"
         *       ],
         *       "siteId": "default",
         *       "state": "online",
         *       "stateSince": "2026-03-02T06:00:01.000Z",
         *       "streamCredentials": {},
         *       "streams": {
         *         "main": "rtsp://192.168.1.100:554/stream1",
         *         "sub": "rtsp://192.168.1.100:554/stream2"
         *       },
         *       "tags": [
         *         "outside",
         *         "garage"
         *       ],
         *       "uid": "0199c0de-0000-7000-8000-000000000011",
         *       "updatedAt": "2026-03-01T09:00:00.000Z"
         *     }
         */
        CameraAfterChange: {
            /** Createdat */
            createdAt: string;
            credentials: components["schemas"]["ShownCredentials"] | null;
            /** Enabled */
            enabled: boolean;
            /** Id */
            id: string;
            /** Jobs */
            jobs: number;
            /** Lastseenat */
            lastSeenAt: string | null;
            /** Location */
            location: string | null;
            /** Maxconnections */
            maxConnections: number | null;
            /** Model */
            model: string | null;
            /** Name */
            name: string;
            /** Proposedmaxconnections */
            proposedMaxConnections: number | null;
            /**
             * Protocol
             * @enum {string}
             */
            protocol: "rtsp" | "rtmp" | "http" | "onvif";
            /** Reason */
            reason: string | null;
            /** Reasoncode */
            reasonCode: string | null;
            /**
             * Relay
             * @enum {string}
             */
            relay: "auto" | "always" | "never";
            /** Restarts */
            restarts?: string[];
            /** Siteid */
            siteId: string;
            /**
             * State
             * @enum {string}
             */
            state: "unknown" | "online" | "offline" | "disabled";
            /** Statesince */
            stateSince: string | null;
            /** Streamcredentials */
            streamCredentials: {
                [key: string]: components["schemas"]["ShownCredentials"];
            };
            /** Streams */
            streams: {
                [key: string]: string;
            };
            /** Tags */
            tags: string[];
            /** Timezone */
            timezone: string | null;
            /** Uid */
            uid: string;
            /** Updatedat */
            updatedAt: string;
        };
        /**
         * CameraAnswer
         * @description A camera, its secrets masked, with what is known of it.
         * @example {
         *       "createdAt": "2026-03-01T09:00:00.000Z",
         *       "credentials": {
         *         "password": "********",
         *         "username": "admin"
         *       },
         *       "enabled": true,
         *       "id": "cam-garage",
         *       "jobs": 3,
         *       "lastSeenAt": "2026-03-02T08:12:40.000Z",
         *       "location": "North-east corner",
         *       "maxConnections": 4,
         *       "model": "DS-2CD2143G2-I",
         *       "name": "Garage",
         *       "protocol": "rtsp",
         *       "relay": "auto",
         *       "siteId": "default",
         *       "state": "online",
         *       "stateSince": "2026-03-02T06:00:01.000Z",
         *       "streamCredentials": {},
         *       "streams": {
         *         "main": "rtsp://192.168.1.100:554/stream1",
         *         "sub": "rtsp://192.168.1.100:554/stream2"
         *       },
         *       "tags": [
         *         "outside",
         *         "garage"
         *       ],
         *       "uid": "0199c0de-0000-7000-8000-000000000011",
         *       "updatedAt": "2026-03-01T09:00:00.000Z"
         *     }
         */
        CameraAnswer: {
            /** Createdat */
            createdAt: string;
            credentials: components["schemas"]["ShownCredentials"] | null;
            /** Enabled */
            enabled: boolean;
            /** Id */
            id: string;
            /** Jobs */
            jobs: number;
            /** Lastseenat */
            lastSeenAt: string | null;
            /** Location */
            location: string | null;
            /** Maxconnections */
            maxConnections: number | null;
            /** Model */
            model: string | null;
            /** Name */
            name: string;
            /** Proposedmaxconnections */
            proposedMaxConnections: number | null;
            /**
             * Protocol
             * @enum {string}
             */
            protocol: "rtsp" | "rtmp" | "http" | "onvif";
            /** Reason */
            reason: string | null;
            /** Reasoncode */
            reasonCode: string | null;
            /**
             * Relay
             * @enum {string}
             */
            relay: "auto" | "always" | "never";
            /** Siteid */
            siteId: string;
            /**
             * State
             * @enum {string}
             */
            state: "unknown" | "online" | "offline" | "disabled";
            /** Statesince */
            stateSince: string | null;
            /** Streamcredentials */
            streamCredentials: {
                [key: string]: components["schemas"]["ShownCredentials"];
            };
            /** Streams */
            streams: {
                [key: string]: string;
            };
            /** Tags */
            tags: string[];
            /** Timezone */
            timezone: string | null;
            /** Uid */
            uid: string;
            /** Updatedat */
            updatedAt: string;
        };
        /**
         * CameraChange
         * @description A camera as it shall be from now on; the `id` may stand there but cannot change.
         * @example {
         *       "credentials": {
         *         "password": "the camera's own",
         *         "username": "admin"
         *       },
         *       "enabled": true,
         *       "id": "cam-garage",
         *       "location": "North-east corner",
         *       "maxConnections": 4,
         *       "model": "DS-2CD2143G2-I",
         *       "name": "Garage",
         *       "protocol": "rtsp",
         *       "relay": "auto",
         *       "siteId": "default",
         *       "streams": {
         *         "main": "rtsp://192.168.1.100:554/stream1",
         *         "sub": "rtsp://192.168.1.100:554/stream2"
         *       },
         *       "tags": [
         *         "outside",
         *         "garage"
         *       ]
         *     }
         */
        CameraChange: {
            credentials?: components["schemas"]["Credentials"] | null;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /** Id */
            id?: string | null;
            /**
             * Keepcredentials
             * @description Whether a stored password may be sent to a host that was none of the camera's; without, it must be given anew.
             * @default false
             */
            keepCredentials: boolean;
            /** Location */
            location?: string | null;
            /**
             * Maxconnections
             * @description Connections that the camera takes at once, all of its streams together.
             */
            maxConnections?: number | null;
            /** Model */
            model?: string | null;
            /** Name */
            name: string;
            /**
             * Protocol
             * @description As the first address says, unless it is given.
             */
            protocol?: ("rtsp" | "rtmp" | "http" | "onvif") | null;
            /**
             * Relay
             * @description Whether a stream is read once for all who want it: when the cap asks for it, always, or never.
             * @default auto
             * @enum {string}
             */
            relay: "auto" | "always" | "never";
            /**
             * Siteid
             * @default default
             */
            siteId: string;
            /** Streams */
            streams: {
                [key: string]: string;
            };
            /** Tags */
            tags?: string[];
            /** Timezone */
            timezone?: string | null;
        };
        /**
         * CameraChangeAnswer
         * @description When a camera became another device.
         * @example {
         *       "after": {
         *         "streams": {
         *           "main": "rtsp://192.168.1.77:554/stream1"
         *         }
         *       },
         *       "at": "2026-03-02T08:00:00.000Z",
         *       "before": {
         *         "streams": {
         *           "main": "rtsp://192.168.1.100:554/stream1"
         *         }
         *       },
         *       "by": "ana",
         *       "forced": false,
         *       "id": "0199c0de-0000-7000-8000-000000000081",
         *       "kind": "replaced"
         *     }
         */
        CameraChangeAnswer: {
            /** After */
            after: {
                [key: string]: unknown;
            };
            /** At */
            at: string;
            /** Before */
            before: {
                [key: string]: unknown;
            };
            /** By */
            by: string;
            /** Forced */
            forced: boolean;
            /** Id */
            id: string;
            /**
             * Kind
             * @constant
             */
            kind: "replaced";
        };
        /**
         * CameraCounts
         * @description Cameras by whether they answer.
         */
        CameraCounts: {
            /**
             * Disabled
             * @default 0
             */
            disabled: number;
            /**
             * Offline
             * @default 0
             */
            offline: number;
            /**
             * Online
             * @default 0
             */
            online: number;
            /**
             * Total
             * @default 0
             */
            total: number;
            /**
             * Unknown
             * @default 0
             */
            unknown: number;
        };
        /**
         * CameraFacts
         * @description The camera's device, what its streams consist of, and who reads it.
         * @example {
         *       "connections": [
         *         {
         *           "readers": [
         *             "job-garage-workhours"
         *           ],
         *           "relayed": false,
         *           "since": "2026-03-02T08:00:00.000Z",
         *           "stream": "main"
         *         }
         *       ],
         *       "device": {
         *         "cameraId": "cam-garage",
         *         "events": true,
         *         "firmware": "V5.7.1",
         *         "hardwareId": "88",
         *         "host": "192.168.1.64",
         *         "lookedAt": "2026-03-02T08:00:00.000Z",
         *         "macs": [
         *           "c0:56:e3:aa:bb:cc"
         *         ],
         *         "manufacturer": "HIKVISION",
         *         "model": "DS-2DE4425IW-DE",
         *         "port": 80,
         *         "ptz": true,
         *         "serial": "F1234567"
         *       },
         *       "maxConnections": 4,
         *       "streams": [
         *         {
         *           "audio": "aac",
         *           "stream": "main",
         *           "video": "h264"
         *         }
         *       ]
         *     }
         */
        CameraFacts: {
            /** Connections */
            connections: components["schemas"]["OpenConnection"][] | null;
            device: components["schemas"]["DeviceAnswer"] | null;
            /** Maxconnections */
            maxConnections: number | null;
            /** Streams */
            streams: components["schemas"]["StreamCodecs"][];
        };
        /**
         * CameraNow
         * @description Of all processes of a camera.
         */
        CameraNow: {
            /** At */
            at: string | null;
            /** Bandwidth */
            bandwidth: number | null;
            /** Cameraid */
            cameraId: string;
            /** Cpu */
            cpu: number | null;
            /** Disk */
            disk: number | null;
            /** Memory */
            memory: number | null;
        };
        /**
         * CameraStorage
         * @description What was recorded from a camera.
         */
        CameraStorage: {
            /** Bytes */
            bytes: number;
            /** Cameraid */
            cameraId: string;
            /** Cameraname */
            cameraName: string;
            /** Deleted */
            deleted: boolean;
            /** Files */
            files: number;
        };
        /**
         * CameraTest
         * @description Which stream to test; all of them unless named.
         * @example {
         *       "stream": "main"
         *     }
         */
        CameraTest: {
            /** Stream */
            stream?: string | null;
        };
        /**
         * CameraTrial
         * @description Addresses to look at before they are anybody's; with `cameraId` as they would be of that camera.
         * @example {
         *       "credentials": {
         *         "password": "the camera's own",
         *         "username": "admin"
         *       },
         *       "streams": {
         *         "main": "rtsp://192.168.1.100:554/stream1"
         *       }
         *     }
         */
        CameraTrial: {
            /**
             * Cameraid
             * @description Whose stored credentials count where none are sent.
             */
            cameraId?: string | null;
            credentials?: components["schemas"]["Credentials"] | null;
            /**
             * Keepcredentials
             * @description Whether a stored password may be sent to a host that was none of the camera's; without, it must be given anew.
             * @default false
             */
            keepCredentials: boolean;
            /** Streams */
            streams: {
                [key: string]: string;
            };
        };
        /**
         * CameraTried
         * @description What the addresses showed. Nothing is stored.
         * @example {
         *       "ok": true,
         *       "streams": [
         *         {
         *           "audioCodec": "aac",
         *           "codec": "h264",
         *           "fps": 25,
         *           "height": 1440,
         *           "ok": true,
         *           "picture": "data:image/jpeg;base64,/9j/4AAQ…",
         *           "seconds": 0.81,
         *           "stream": "main",
         *           "width": 2560
         *         }
         *       ]
         *     }
         */
        CameraTried: {
            /** Ok */
            ok: boolean;
            /** Streams */
            streams: components["schemas"]["TriedStream"][];
        };
        /**
         * CameraWithDevice
         * @description A camera that was made of a device.
         * @example {
         *       "createdAt": "2026-03-01T09:00:00.000Z",
         *       "credentials": {
         *         "password": "********",
         *         "username": "admin"
         *       },
         *       "device": {
         *         "cameraId": "cam-garage",
         *         "events": true,
         *         "firmware": "V5.7.1",
         *         "hardwareId": "88",
         *         "host": "192.168.1.64",
         *         "lookedAt": "2026-03-02T08:00:00.000Z",
         *         "macs": [
         *           "c0:56:e3:aa:bb:cc"
         *         ],
         *         "manufacturer": "HIKVISION",
         *         "model": "DS-2DE4425IW-DE",
         *         "port": 80,
         *         "ptz": true,
         *         "serial": "F1234567"
         *       },
         *       "enabled": true,
         *       "id": "cam-garage",
         *       "jobs": 3,
         *       "lastSeenAt": "2026-03-02T08:12:40.000Z",
         *       "location": "North-east corner",
         *       "maxConnections": 4,
         *       "model": "DS-2CD2143G2-I",
         *       "name": "Garage",
         *       "protocol": "rtsp",
         *       "relay": "auto",
         *       "siteId": "default",
         *       "state": "online",
         *       "stateSince": "2026-03-02T06:00:01.000Z",
         *       "streamCredentials": {},
         *       "streams": {
         *         "main": "rtsp://192.168.1.100:554/stream1",
         *         "sub": "rtsp://192.168.1.100:554/stream2"
         *       },
         *       "tags": [
         *         "outside",
         *         "garage"
         *       ],
         *       "uid": "0199c0de-0000-7000-8000-000000000011",
         *       "updatedAt": "2026-03-01T09:00:00.000Z"
         *     }
         */
        CameraWithDevice: {
            /** Createdat */
            createdAt: string;
            credentials: components["schemas"]["ShownCredentials"] | null;
            device: components["schemas"]["DeviceAnswer"];
            /** Enabled */
            enabled: boolean;
            /** Id */
            id: string;
            /** Jobs */
            jobs: number;
            /** Lastseenat */
            lastSeenAt: string | null;
            /** Location */
            location: string | null;
            /** Maxconnections */
            maxConnections: number | null;
            /** Model */
            model: string | null;
            /** Name */
            name: string;
            /** Proposedmaxconnections */
            proposedMaxConnections: number | null;
            /**
             * Protocol
             * @enum {string}
             */
            protocol: "rtsp" | "rtmp" | "http" | "onvif";
            /** Reason */
            reason: string | null;
            /** Reasoncode */
            reasonCode: string | null;
            /**
             * Relay
             * @enum {string}
             */
            relay: "auto" | "always" | "never";
            /** Siteid */
            siteId: string;
            /**
             * State
             * @enum {string}
             */
            state: "unknown" | "online" | "offline" | "disabled";
            /** Statesince */
            stateSince: string | null;
            /** Streamcredentials */
            streamCredentials: {
                [key: string]: components["schemas"]["ShownCredentials"];
            };
            /** Streams */
            streams: {
                [key: string]: string;
            };
            /** Tags */
            tags: string[];
            /** Timezone */
            timezone: string | null;
            /** Uid */
            uid: string;
            /** Updatedat */
            updatedAt: string;
        };
        /**
         * ChangeAnswer
         * @description One thing that is made, changed or forgotten; only what differs, secrets masked.
         */
        ChangeAnswer: {
            /**
             * Action
             * @enum {string}
             */
            action: "create" | "change" | "delete";
            /** After */
            after: {
                [key: string]: unknown;
            };
            /** Before */
            before: {
                [key: string]: unknown;
            };
            /** Id */
            id: string;
            /** Section */
            section: string;
        };
        /**
         * ChangeRow
         * @description One value that is another now; secrets are masked.
         */
        ChangeRow: {
            /** After */
            after?: unknown;
            /** Before */
            before?: unknown;
            /** Path */
            path: string;
        };
        /**
         * ChannelAnswer
         * @description A way to somebody; its secrets are masked.
         * @example {
         *       "builtIn": false,
         *       "createdAt": "2026-03-02T07:14:09.120Z",
         *       "enabled": true,
         *       "id": "0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10",
         *       "kind": "webhook",
         *       "name": "Operations",
         *       "settings": {
         *         "caFile": "",
         *         "secret": "********",
         *         "url": "********"
         *       },
         *       "summary": "https://hooks.example.com",
         *       "updatedAt": "2026-03-02T07:14:09.120Z"
         *     }
         */
        ChannelAnswer: {
            /**
             * Builtin
             * @description It belongs to the settings: change it by PUT /api/config.
             */
            builtIn: boolean;
            /** Createdat */
            createdAt: string | null;
            /** Enabled */
            enabled: boolean;
            /**
             * Id
             * @description `webhook` and `email` for those of the settings.
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "webhook" | "email" | "apprise";
            /** Name */
            name: string;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /**
             * Summary
             * @description Where it goes, without secrets.
             */
            summary: string;
            /** Updatedat */
            updatedAt: string | null;
        };
        /**
         * ChannelFields
         * @description What makes a channel.
         * @example {
         *       "enabled": true,
         *       "kind": "webhook",
         *       "name": "Operations",
         *       "settings": {
         *         "secret": "a long random text",
         *         "url": "https://hooks.example.com/T0/B1"
         *       }
         *     }
         */
        ChannelFields: {
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Kind
             * @enum {string}
             */
            kind: "webhook" | "email" | "apprise";
            /** Name */
            name: string;
            /**
             * Settings
             * @description webhook: url, secret, caFile. email: host, port, security, user, pass, from, to, caFile, picture. apprise: urls, picture. All: language. A secret that is masked or absent stays; null removes it.
             */
            settings: {
                [key: string]: unknown;
            };
        };
        /**
         * Counts
         * @description What the bell shows.
         * @example {
         *       "openAlerts": 1,
         *       "unacknowledged": 1,
         *       "unread": 3
         *     }
         */
        Counts: {
            /** Openalerts */
            openAlerts: number;
            /**
             * Unacknowledged
             * @description Open alerts that nobody has acknowledged.
             */
            unacknowledged: number;
            /**
             * Unread
             * @description By you; at most 1,000 are counted.
             */
            unread: number;
        };
        /**
         * CoverageAnswer
         * @description How much of what was wanted of a job is there.
         * @example {
         *       "days": [
         *         {
         *           "coverage": 0.99,
         *           "date": "2026-03-02",
         *           "deleted": 0,
         *           "recorded": 35640,
         *           "wanted": 36000
         *         }
         *       ],
         *       "jobId": "yard-days",
         *       "name": "Yard, days",
         *       "total": {
         *         "coverage": 0.99,
         *         "date": "",
         *         "deleted": 0,
         *         "recorded": 35640,
         *         "wanted": 36000
         *       },
         *       "unit": "seconds",
         *       "zone": "Europe/Paris"
         *     }
         */
        CoverageAnswer: {
            /** Days */
            days: components["schemas"]["DayAnswer"][];
            /** Jobid */
            jobId: string;
            /** Name */
            name: string;
            total: components["schemas"]["DayAnswer"];
            /** Unit */
            unit: string;
            /** Zone */
            zone: string;
        };
        /**
         * Credentials
         * @description User and password. A masked password, or a missing one, keeps what is stored; null removes it.
         */
        Credentials: {
            /** Password */
            password?: string | null;
            /**
             * Username
             * @default
             */
            username: string;
        };
        /**
         * DayAnswer
         * @description One local day: seconds, or pictures of a job of single instants.
         */
        DayAnswer: {
            /** Coverage */
            coverage: number | null;
            /** Date */
            date: string;
            /** Deleted */
            deleted: number;
            /** Recorded */
            recorded: number;
            /** Wanted */
            wanted: number;
        };
        /**
         * DaySum
         * @description The files that begin on one local day.
         */
        DaySum: {
            /** Bytes */
            bytes: number;
            /** Day */
            day: string;
            /** Files */
            files: number;
            /** First */
            first: string | null;
            /** Last */
            last: string | null;
            /** Protected */
            protected: number;
            /** Seconds */
            seconds: number;
        };
        /**
         * DeedResult
         * @description What became of one job.
         */
        DeedResult: {
            /** Code */
            code?: string | null;
            /** Id */
            id: string;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "done" | "unchanged" | "failed";
            /** Reason */
            reason?: string | null;
        };
        /**
         * DeletedFiles
         * @description What became of the wish to delete files.
         * @example {
         *       "bytes": 3600000000,
         *       "deleted": 2,
         *       "from": "2026-03-02T07:00:00.000Z",
         *       "refused": [
         *         {
         *           "code": "protected",
         *           "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11",
         *           "reason": "It is protected."
         *         }
         *       ],
         *       "to": "2026-03-02T09:00:00.000Z"
         *     }
         */
        DeletedFiles: {
            /** Bytes */
            bytes: number;
            /** Deleted */
            deleted: number;
            /** From */
            from: string | null;
            /** Refused */
            refused: components["schemas"]["RefusedFile"][];
            /** To */
            to: string | null;
        };
        /**
         * DeliveryRow
         * @description One message to one channel.
         * @example {
         *       "attempts": 2,
         *       "channelId": "webhook",
         *       "channelName": "Webhook",
         *       "createdAt": "2026-03-02T07:14:09.120Z",
         *       "dueAt": "2026-03-02T07:14:29.500Z",
         *       "events": [
         *         "0196f3c1-7a3f-7c31-9d0a-5a2f6f2f9b10"
         *       ],
         *       "id": "0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10",
         *       "outcomes": [
         *         {
         *           "at": "2026-03-02T07:14:09.310Z",
         *           "code": "500",
         *           "milliseconds": 41,
         *           "ok": false,
         *           "sentence": "It answered 500 Internal Server Error."
         *         },
         *         {
         *           "at": "2026-03-02T07:14:19.410Z",
         *           "code": "200",
         *           "milliseconds": 38,
         *           "ok": true,
         *           "sentence": "It answered 200 OK."
         *         }
         *       ],
         *       "ruleId": "alerts",
         *       "ruleName": "Every alert",
         *       "sentAt": "2026-03-02T07:14:19.410Z",
         *       "state": "sent"
         *     }
         */
        DeliveryRow: {
            /** Attempts */
            attempts: number;
            /** Channelid */
            channelId: string;
            /** Channelname */
            channelName: string;
            /** Createdat */
            createdAt: string;
            /** Dueat */
            dueAt: string;
            /**
             * Events
             * @description Ids.
             */
            events: string[];
            /**
             * Id
             * @description Also what a receiver knows the message again by.
             */
            id: string;
            /**
             * Outcomes
             * @description The latest attempts.
             */
            outcomes: components["schemas"]["AttemptRow"][];
            /**
             * Ruleid
             * @description `alerts` and `hourly` for a channel that no rule names, `test` for a trial.
             */
            ruleId: string;
            /** Rulename */
            ruleName: string;
            /** Sentat */
            sentAt: string | null;
            /**
             * State
             * @description `held`: takes further events until it is due.
             * @enum {string}
             */
            state: "held" | "waiting" | "sent" | "failed" | "dropped";
        };
        /**
         * DeviceAddress
         * @description Where a device is, and how one signs in.
         * @example {
         *       "credentials": {
         *         "password": "the camera's own",
         *         "username": "admin"
         *       },
         *       "host": "192.168.1.64",
         *       "port": 80
         *     }
         */
        DeviceAddress: {
            credentials?: components["schemas"]["Credentials"] | null;
            /**
             * Host
             * @description A name or an address, without port.
             * @example 192.168.1.64
             */
            host: string;
            /**
             * Port
             * @default 80
             */
            port: number;
        };
        /**
         * DeviceAnswer
         * @description A camera's device.
         * @example {
         *       "cameraId": "cam-garage",
         *       "events": true,
         *       "firmware": "V5.7.1",
         *       "hardwareId": "88",
         *       "host": "192.168.1.64",
         *       "lookedAt": "2026-03-02T08:00:00.000Z",
         *       "macs": [
         *         "c0:56:e3:aa:bb:cc"
         *       ],
         *       "manufacturer": "HIKVISION",
         *       "model": "DS-2DE4425IW-DE",
         *       "port": 80,
         *       "ptz": true,
         *       "serial": "F1234567"
         *     }
         */
        DeviceAnswer: {
            /** Cameraid */
            cameraId: string;
            /** Events */
            events: boolean;
            /** Firmware */
            firmware: string | null;
            /** Hardwareid */
            hardwareId: string | null;
            /** Host */
            host: string;
            /** Lookedat */
            lookedAt: string;
            /** Macs */
            macs: string[];
            /** Manufacturer */
            manufacturer: string | null;
            /** Model */
            model: string | null;
            /** Port */
            port: number;
            /** Ptz */
            ptz: boolean;
            /** Seenat */
            seenAt: string | null;
            /** Seenhost */
            seenHost: string | null;
            /** Seenport */
            seenPort: number | null;
            /** Serial */
            serial: string | null;
        };
        /**
         * Discovered
         * @description A device that answered; the camera that it is, if it is one of ours.
         * @example {
         *       "address": "http://192.168.1.77/onvif/device_service",
         *       "cameraId": "gate",
         *       "endpoint": "urn:uuid:1419d68a-1dd2-11b2-a105-c056e3aabbcc",
         *       "host": "192.168.1.77",
         *       "mac": "c0:56:e3:aa:bb:cc",
         *       "model": "DS-2CD2143G2-I",
         *       "moved": true,
         *       "name": "IPC",
         *       "offer": "This is the camera «gate» at a new address: POST /api/cameras/gate/replace.",
         *       "port": 80
         *     }
         */
        Discovered: {
            /** Address */
            address: string;
            /** Cameraid */
            cameraId: string | null;
            /** Endpoint */
            endpoint: string | null;
            /** Host */
            host: string;
            /** Location */
            location: string | null;
            /** Mac */
            mac: string | null;
            /** Manufacturer */
            manufacturer: string | null;
            /** Model */
            model: string | null;
            /** Moved */
            moved: boolean;
            /** Name */
            name: string | null;
            /** Offer */
            offer: string | null;
            /** Port */
            port: number;
            /** Serial */
            serial: string | null;
        };
        /**
         * Discoveries
         * @description What answered.
         * @example {
         *       "devices": [
         *         {
         *           "address": "http://192.168.1.77/onvif/device_service",
         *           "cameraId": "gate",
         *           "endpoint": "urn:uuid:1419d68a-1dd2-11b2-a105-c056e3aabbcc",
         *           "host": "192.168.1.77",
         *           "mac": "c0:56:e3:aa:bb:cc",
         *           "model": "DS-2CD2143G2-I",
         *           "moved": true,
         *           "name": "IPC",
         *           "offer": "This is the camera «gate» at a new address: POST /api/cameras/gate/replace.",
         *           "port": 80
         *         }
         *       ]
         *     }
         */
        Discoveries: {
            /** Devices */
            devices: components["schemas"]["Discovered"][];
        };
        /**
         * Discovery
         * @description How long answers are waited for.
         * @example {
         *       "seconds": 3
         *     }
         */
        Discovery: {
            /**
             * Seconds
             * @default 3
             */
            seconds: number;
        };
        /**
         * ErrorsAnswer
         * @description Runs that came to nothing for one reason.
         */
        ErrorsAnswer: {
            /** Count */
            count: number;
            /** Lastat */
            lastAt: string;
            /** Lastreason */
            lastReason: string | null;
            /** Reasoncode */
            reasonCode: string | null;
            /** Status */
            status: string;
        };
        /**
         * EventAnswer
         * @description Something that happened, with cameras and jobs as they were called then.
         * @example {
         *       "at": "2026-03-02T07:14:09.120Z",
         *       "cameraId": "cam-garage",
         *       "cameraName": "Garage",
         *       "cameraUid": "0196f3b0-1111-7c31-9d0a-5a2f6f2f9b10",
         *       "data": {
         *         "attempts": 6,
         *         "code": "cameraOffline"
         *       },
         *       "id": "0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10",
         *       "jobId": "garage-day",
         *       "jobName": "Garage by day",
         *       "jobUid": "0196f3b0-2222-7c31-9d0a-5a2f6f2f9b10",
         *       "key": "jobFailed:0196f3b0-2222-7c31-9d0a-5a2f6f2f9b10",
         *       "kind": "jobFailed",
         *       "level": "alert",
         *       "links": {
         *         "camera": "/api/cameras/cam-garage",
         *         "job": "/api/jobs/garage-day"
         *       },
         *       "open": true,
         *       "read": false,
         *       "runId": "0196f3c1-3333-7c31-9d0a-5a2f6f2f9b10",
         *       "site": "default",
         *       "text": "«Garage by day» fails again and again: the camera does not answer."
         *     }
         */
        EventAnswer: {
            /** Acknowledgedat */
            acknowledgedAt: string | null;
            /** Acknowledgedby */
            acknowledgedBy: string | null;
            /** At */
            at: string;
            /** Cameraid */
            cameraId: string | null;
            /** Cameraname */
            cameraName: string | null;
            /** Camerauid */
            cameraUid: string | null;
            /** Data */
            data: {
                [key: string]: unknown;
            };
            /** Endedat */
            endedAt: string | null;
            /** Fileid */
            fileId: string | null;
            /** Id */
            id: string;
            /** Jobid */
            jobId: string | null;
            /** Jobname */
            jobName: string | null;
            /** Jobuid */
            jobUid: string | null;
            /** Key */
            key: string | null;
            /** Kind */
            kind: string;
            /**
             * Level
             * @enum {string}
             */
            level: "activity" | "alert";
            /**
             * Links
             * @description Where to look: `camera`, `job`, `file`, `thumbnail`.
             */
            links: {
                [key: string]: string;
            };
            /**
             * Open
             * @description An alert that still is true; one without a key is open until acknowledged.
             */
            open: boolean;
            /**
             * Read
             * @description By you; null on the live channel, which everybody shares.
             */
            read: boolean | null;
            /** Resolution */
            resolution: string | null;
            /**
             * Resolves
             * @description Of a recovery: the alert that it ended.
             */
            resolves: string | null;
            /** Runid */
            runId: string | null;
            /** Site */
            site: string | null;
            /** Text */
            text: string;
        };
        /**
         * ExplainAnswer
         * @description Why there is nothing of a job at an instant; no cause when it was recorded, is being so, or is to come.
         * @example {
         *       "at": "2026-02-01T12:00:00.000Z",
         *       "cause": "deletedByRetention",
         *       "from": "2026-02-01T07:00:00.000Z",
         *       "jobId": "yard-days",
         *       "reason": "Deleted by retention on 3 March 2026, because of its maximum age.",
         *       "to": "2026-02-01T17:00:00.000Z",
         *       "wanted": true
         *     }
         */
        ExplainAnswer: {
            /** At */
            at: string;
            /** Cause */
            cause: ("notScheduled" | "outsidePeriod" | "excluded" | "paused" | "stoppedByUser" | "jobDisabled" | "cameraDisabled" | "blocked" | "cameraOffline" | "connections" | "processes" | "disk" | "relay" | "serverDown" | "processFailed" | "deletedByRetention" | "deletedByUser" | "unknown") | null;
            file: components["schemas"]["ExplainedFile"] | null;
            /** From */
            from: string;
            /** Jobid */
            jobId: string;
            /** Reason */
            reason: string;
            /** To */
            to: string;
            /** Wanted */
            wanted: boolean;
        };
        /**
         * ExplainedFile
         * @description What covers the instant.
         */
        ExplainedFile: {
            /** End */
            end: string;
            /** Id */
            id: string | null;
            /** Start */
            start: string;
        };
        /**
         * ExportAnswer
         * @description An export. Its id is that of its task too.
         * @example {
         *       "createdAt": "2026-03-03T10:00:00.000Z",
         *       "createdBy": "ada",
         *       "end": "2026-03-02T09:30:00.000Z",
         *       "expiresAt": "2026-03-10T10:00:41.000Z",
         *       "filename": "garage-jour_20260302T080000Z.mp4",
         *       "format": "file",
         *       "from": "2026-03-02T08:00:00.000Z",
         *       "gaps": [],
         *       "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11",
         *       "jobs": [
         *         {
         *           "id": "job-garage-jour",
         *           "name": "Garage - Jour semaine"
         *         }
         *       ],
         *       "name": "garage-jour_20260302T080000Z",
         *       "notes": [],
         *       "progress": 1,
         *       "sizeBytes": 2700000000,
         *       "start": "2026-03-02T07:59:58.840Z",
         *       "state": "done",
         *       "to": "2026-03-02T09:30:00.000Z",
         *       "url": "/api/exports/0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11/content"
         *     }
         */
        ExportAnswer: {
            /** Createdat */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /** End */
            end: string | null;
            /** Expiresat */
            expiresAt: string | null;
            /** Filename */
            filename: string | null;
            /** Format */
            format: string;
            /** From */
            from: string;
            /** Gaps */
            gaps: components["schemas"]["ExportGap"][];
            /** Id */
            id: string;
            /** Jobs */
            jobs: components["schemas"]["ExportedJob"][];
            /** Name */
            name: string;
            /** Notes */
            notes: string[];
            /** Progress */
            progress: number | null;
            /** Reason */
            reason: string | null;
            /** Sizebytes */
            sizeBytes: number | null;
            /** Start */
            start: string | null;
            /** State */
            state: string;
            /** To */
            to: string;
            /** Url */
            url: string | null;
        };
        /**
         * ExportedJob
         * @description A job of which something was exported; it may be gone.
         */
        ExportedJob: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * ExportGap
         * @description A stretch that is not in it: nobody recorded it, unless `note` says otherwise.
         */
        ExportGap: {
            /** Availableat */
            availableAt?: string | null;
            /** End */
            end: string;
            /** Jobid */
            jobId: string;
            /** Note */
            note?: string | null;
            /** Start */
            start: string;
        };
        /**
         * ExportRequest
         * @description What to take out.
         * @example {
         *       "passphrase": "a long sentence of yours",
         *       "sections": [
         *         "cameras",
         *         "jobs"
         *       ]
         *     }
         */
        ExportRequest: {
            /** Passphrase */
            passphrase?: string | null;
            /** Sections */
            sections?: string[];
        };
        /**
         * ExportWish
         * @description Which span of which jobs, and what it shall become. One of the three ways to name jobs.
         * @example {
         *       "format": "file",
         *       "from": "2026-03-02T08:00:00Z",
         *       "jobId": "job-garage-jour",
         *       "to": "2026-03-02T09:30:00Z"
         *     }
         */
        ExportWish: {
            /** Cameraid */
            cameraId?: string | null;
            /**
             * Format
             * @default file
             * @enum {string}
             */
            format: "file" | "zip";
            /**
             * From
             * Format: date-time
             */
            from: string;
            /** Jobid */
            jobId?: string | null;
            /** Jobids */
            jobIds?: string[] | null;
            /** Name */
            name?: string | null;
            /**
             * To
             * Format: date-time
             */
            to: string;
        };
        /**
         * FfmpegAnswer
         * @description The program in use.
         */
        FfmpegAnswer: {
            /** Encoders */
            encoders: {
                [key: string]: boolean;
            };
            /** Path */
            path: string;
            /** Protocols */
            protocols: {
                [key: string]: boolean;
            };
            /** Version */
            version: string;
            /** Warnings */
            warnings: string[];
        };
        /**
         * FileAnswer
         * @description A recorded file. `jobId` and `cameraId` are what its job and camera were called, also when they are gone.
         * @example {
         *       "cameraId": "cam-garage",
         *       "cameraName": "Caméra Garage",
         *       "durationSeconds": 3600,
         *       "format": "mp4",
         *       "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11",
         *       "jobId": "job-garage-jour",
         *       "jobName": "Garage - Jour semaine",
         *       "kind": "video",
         *       "path": "garage/jour/2026-03-02/garage_20260302T080000+0100.mp4",
         *       "previews": true,
         *       "protected": false,
         *       "runId": "0198f2c0-1111-7d31-9c11-5f0a8f9f0a11",
         *       "sizeBytes": 1800000000,
         *       "startedAt": "2026-03-02T07:00:00.000Z"
         *     }
         */
        FileAnswer: {
            /** Cameraid */
            cameraId: string;
            /** Cameraname */
            cameraName: string;
            /** Durationseconds */
            durationSeconds: number | null;
            /** Format */
            format: string;
            /** Id */
            id: string;
            /** Jobid */
            jobId: string;
            /** Jobname */
            jobName: string;
            /** Kind */
            kind: string;
            /** Path */
            path: string;
            /** Previews */
            previews: boolean;
            /** Protected */
            protected: boolean;
            /** Runid */
            runId: string;
            /** Sizebytes */
            sizeBytes: number;
            /** Startedat */
            startedAt: string;
        };
        /**
         * FileDetail
         * @description A recorded file with what it consists of; null where nobody could look.
         * @example {
         *       "audioCodec": "aac",
         *       "cameraId": "cam-garage",
         *       "cameraName": "Caméra Garage",
         *       "durationSeconds": 3600,
         *       "format": "mp4",
         *       "fps": 25,
         *       "height": 1440,
         *       "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11",
         *       "jobId": "job-garage-jour",
         *       "jobName": "Garage - Jour semaine",
         *       "kind": "video",
         *       "path": "garage/jour/2026-03-02/garage_20260302T080000+0100.mp4",
         *       "playable": "direct",
         *       "previews": true,
         *       "protected": false,
         *       "runId": "0198f2c0-1111-7d31-9c11-5f0a8f9f0a11",
         *       "sizeBytes": 1800000000,
         *       "startedAt": "2026-03-02T07:00:00.000Z",
         *       "videoCodec": "h264",
         *       "width": 2560
         *     }
         */
        FileDetail: {
            /** Audiocodec */
            audioCodec: string | null;
            /** Cameraid */
            cameraId: string;
            /** Cameraname */
            cameraName: string;
            /** Durationseconds */
            durationSeconds: number | null;
            /** Format */
            format: string;
            /** Fps */
            fps: number | null;
            /** Height */
            height: number | null;
            /** Id */
            id: string;
            /** Jobid */
            jobId: string;
            /** Jobname */
            jobName: string;
            /** Kind */
            kind: string;
            /** Path */
            path: string;
            /** Playable */
            playable: string | null;
            /** Previews */
            previews: boolean;
            /** Protected */
            protected: boolean;
            /** Runid */
            runId: string;
            /** Sizebytes */
            sizeBytes: number;
            /** Startedat */
            startedAt: string;
            /** Videocodec */
            videoCodec: string | null;
            /** Width */
            width: number | null;
        };
        /**
         * FileKind
         * @description What a file shows.
         * @enum {string}
         */
        FileKind: "video" | "picture" | "data";
        /**
         * FilesGoing
         * @description What is deleted in the background, together with a job or a camera: `GET /api/tasks/{taskId}` tells how far.
         * @example {
         *       "bytes": 52100000000,
         *       "files": 1204,
         *       "protectedFiles": 2,
         *       "taskId": "0199c0de-0000-7000-8000-000000000002"
         *     }
         */
        FilesGoing: {
            /** Bytes */
            bytes: number;
            /** Files */
            files: number;
            /** Protectedfiles */
            protectedFiles: number;
            /** Taskid */
            taskId: string;
        };
        /**
         * FilesSummary
         * @description Everything that was asked for, by day and by job.
         * @example {
         *       "bytes": 43200000000,
         *       "days": [
         *         {
         *           "bytes": 43200000000,
         *           "day": "2026-03-02",
         *           "files": 24,
         *           "first": "2026-03-01T23:00:00.000Z",
         *           "last": "2026-03-02T22:00:00.000Z",
         *           "protected": 1,
         *           "seconds": 86400
         *         }
         *       ],
         *       "files": 24,
         *       "first": "2026-03-01T23:00:00.000Z",
         *       "jobs": [],
         *       "last": "2026-03-02T22:00:00.000Z",
         *       "protected": 1,
         *       "seconds": 86400
         *     }
         */
        FilesSummary: {
            /** Bytes */
            bytes: number;
            /** Days */
            days: components["schemas"]["DaySum"][];
            /** Files */
            files: number;
            /** First */
            first: string | null;
            /** Jobs */
            jobs: components["schemas"]["JobSumAnswer"][];
            /** Last */
            last: string | null;
            /** Protected */
            protected: number;
            /** Seconds */
            seconds: number;
        };
        /**
         * FilesToDelete
         * @description Which files are to be deleted.
         * @example {
         *       "ids": [
         *         "0199c0de-0000-7000-8000-000000000071"
         *       ]
         *     }
         */
        FilesToDelete: {
            /**
             * Ids
             * @description Ids of files.
             */
            ids: string[];
        };
        /**
         * FilesToProtect
         * @description Which files are to be kept from being deleted, or not any more.
         * @example {
         *       "ids": [
         *         "0199c0de-0000-7000-8000-000000000071"
         *       ],
         *       "protected": true
         *     }
         */
        FilesToProtect: {
            /**
             * Ids
             * @description Ids of files.
             */
            ids: string[];
            /**
             * Protected
             * @default true
             */
            protected: boolean;
        };
        /**
         * FilesToZip
         * @description Which files shall come as one archive.
         * @example {
         *       "ids": [
         *         "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11"
         *       ],
         *       "name": "garage"
         *     }
         */
        FilesToZip: {
            /**
             * Ids
             * @description Ids of files.
             */
            ids: string[];
            /**
             * Name
             * @default files
             */
            name: string;
        };
        /**
         * FilmAnswer
         * @description A film that is made, or was; its progress is also its task's.
         * @example {
         *       "by": "ada",
         *       "createdAt": "2026-10-02T08:00:00.000Z",
         *       "format": "mp4",
         *       "frameRate": 30,
         *       "frames": 12900,
         *       "from": "2026-03-01T00:00:00.000Z",
         *       "id": "01a1fdd8-9bd7-70b7-8e79-0dea525a9136",
         *       "jobId": "job-chantier",
         *       "keepFrames": true,
         *       "kind": "manual",
         *       "night": 0,
         *       "pictures": 30810,
         *       "progress": 0.42,
         *       "skipNight": false,
         *       "state": "running",
         *       "taskId": "01a1fdd8-9bd7-70b7-8e79-0dea525a9136",
         *       "to": "2026-10-01T00:00:00.000Z",
         *       "unreadable": 2
         *     }
         */
        FilmAnswer: {
            /** By */
            by: string;
            /** Createdat */
            createdAt: string;
            /** Endedat */
            endedAt: string | null;
            /** Fileid */
            fileId: string | null;
            /** Format */
            format: string;
            /** Framerate */
            frameRate: number;
            /** Frames */
            frames: number;
            /** From */
            from: string;
            /** Id */
            id: string;
            /** Jobid */
            jobId: string;
            /** Keepframes */
            keepFrames: boolean;
            /**
             * Kind
             * @enum {string}
             */
            kind: "day" | "period" | "manual";
            /** Night */
            night: number;
            /** Pictures */
            pictures: number;
            /** Progress */
            progress: number | null;
            /** Reason */
            reason: string | null;
            /** Skipnight */
            skipNight: boolean;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            /** Taskid */
            taskId: string;
            /** To */
            to: string;
            /** Unreadable */
            unreadable: number;
        };
        /**
         * FilmAsked
         * @description A film of a job's pictures in a span.
         * @example {
         *       "frameRate": 30,
         *       "from": "2026-03-01T00:00:00Z",
         *       "to": "2026-10-01T00:00:00Z"
         *     }
         */
        FilmAsked: {
            /** Format */
            format?: ("mp4" | "mkv" | "avi" | "ts") | null;
            /** Framerate */
            frameRate?: number | null;
            /**
             * From
             * Format: date-time
             */
            from: string;
            /** Skipnight */
            skipNight?: boolean | null;
            /**
             * To
             * Format: date-time
             * @description Exclusive.
             */
            to: string;
        };
        /**
         * FilmPicture
         * @description A picture that would be in a film.
         */
        FilmPicture: {
            /** At */
            at: string;
            /** Fileid */
            fileId: string;
            /** Number */
            number: number;
        };
        /**
         * FilmPreview
         * @description What a film of a span would come to, before it is made.
         * @example {
         *       "durationSeconds": 9.6,
         *       "firstAt": "2026-03-01T00:00:00.000Z",
         *       "format": "mp4",
         *       "frameRate": 30,
         *       "lastAt": "2026-03-01T23:55:00.000Z",
         *       "pictures": 288,
         *       "samples": [
         *         {
         *           "at": "2026-03-01T00:00:00.000Z",
         *           "fileId": "0198f0c2-9c55-7a10-8c0e-6d1f5b7a2e44",
         *           "number": 1
         *         }
         *       ],
         *       "sizeBytes": 7400000,
         *       "sizeFrom": "films"
         *     }
         */
        FilmPreview: {
            /** Durationseconds */
            durationSeconds: number;
            /** Firstat */
            firstAt: string | null;
            /** Format */
            format: string;
            /** Framerate */
            frameRate: number;
            /** Lastat */
            lastAt: string | null;
            /** Pictures */
            pictures: number;
            /** Samples */
            samples: components["schemas"]["FilmPicture"][];
            /** Sizebytes */
            sizeBytes: number | null;
            /** Sizefrom */
            sizeFrom: ("films" | "pictures") | null;
        };
        /**
         * FindingAnswer
         * @description One thing that the doctor looked at.
         * @example {
         *       "about": "time zone",
         *       "sentence": "The zone is UTC.",
         *       "verdict": "warning"
         *     }
         */
        FindingAnswer: {
            /** About */
            about: string;
            /** Advice */
            advice: string | null;
            /** Sentence */
            sentence: string;
            /**
             * Verdict
             * @enum {string}
             */
            verdict: "ok" | "warning" | "error";
        };
        /**
         * GapAnswer
         * @description Where nothing is, and why.
         */
        GapAnswer: {
            /**
             * Cause
             * @enum {string}
             */
            cause: "notScheduled" | "outsidePeriod" | "excluded" | "paused" | "stoppedByUser" | "jobDisabled" | "cameraDisabled" | "blocked" | "cameraOffline" | "connections" | "processes" | "disk" | "relay" | "serverDown" | "processFailed" | "deletedByRetention" | "deletedByUser" | "unknown";
            /** End */
            end: string;
            /** Reason */
            reason: string;
            /** Start */
            start: string;
            /** Ticks */
            ticks?: number | null;
        };
        /**
         * HealthAnswer
         * @description `status` is `ok`, `degraded` (serves, with something missing), or `down`.
         * @example {
         *       "parts": {
         *         "database": {
         *           "state": "ok"
         *         },
         *         "ffmpeg": {
         *           "state": "ok"
         *         }
         *       },
         *       "startedAt": "2026-03-02T07:00:00.000Z",
         *       "status": "ok",
         *       "version": "0.1.0",
         *       "warnings": []
         *     }
         */
        HealthAnswer: {
            /** Parts */
            parts: {
                [key: string]: components["schemas"]["PartAnswer"];
            };
            /** Startedat */
            startedAt: string;
            /**
             * Status
             * @enum {string}
             */
            status: "ok" | "degraded" | "down";
            /** Version */
            version: string;
            /** Warnings */
            warnings: string[];
        };
        /**
         * Hours
         * @description When a rule counts, on the clock of a zone; a span over midnight belongs to the day on which it begins.
         */
        Hours: {
            /**
             * Days
             * @description None: every day.
             */
            days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /**
             * End
             * @description HH:MM; 24:00 is the day's end.
             */
            end: string;
            /**
             * Start
             * @description HH:MM; 24:00 is the day's end.
             */
            start: string;
            /**
             * Timezone
             * @description Null: the default site's.
             */
            timezone?: string | null;
        };
        /**
         * ImportAnswer
         * @description What an import did, or would do.
         * @example {
         *       "changes": [
         *         {
         *           "action": "change",
         *           "after": {
         *             "retention": {
         *               "maxDays": 30
         *             }
         *           },
         *           "before": {
         *             "retention": {
         *               "maxDays": 14
         *             }
         *           },
         *           "id": "job-garage-workhours",
         *           "section": "jobs"
         *         }
         *       ],
         *       "dryRun": true,
         *       "notes": [],
         *       "restartNeeded": [],
         *       "unchanged": 11
         *     }
         */
        ImportAnswer: {
            /** Changes */
            changes: components["schemas"]["ChangeAnswer"][];
            /** Dryrun */
            dryRun: boolean;
            /** Notes */
            notes: string[];
            /** Restartneeded */
            restartNeeded: string[];
            /** Unchanged */
            unchanged: number;
        };
        /**
         * Inspected
         * @description The same, with what it offers.
         * @example {
         *       "clockSkewSeconds": -3.2,
         *       "events": true,
         *       "firmware": "V5.7.1",
         *       "hardwareId": "88",
         *       "macs": [
         *         "c0:56:e3:aa:bb:cc"
         *       ],
         *       "main": "Profile_1",
         *       "manufacturer": "HIKVISION",
         *       "model": "DS-2DE4425IW-DE",
         *       "profiles": [
         *         {
         *           "audioCodec": "aac",
         *           "bitrate": 4096,
         *           "codec": "h264",
         *           "fps": 25,
         *           "height": 1440,
         *           "id": "Profile_1",
         *           "name": "mainStream",
         *           "ptz": true,
         *           "snapshotUrl": "http://192.168.1.64/onvif-http/snapshot?Profile_1",
         *           "url": "rtsp://192.168.1.64:554/Streaming/Channels/101",
         *           "width": 2560
         *         }
         *       ],
         *       "ptz": true,
         *       "serial": "F1234567",
         *       "sub": "Profile_2"
         *     }
         */
        Inspected: {
            /** Clockskewseconds */
            clockSkewSeconds: number;
            /** Events */
            events: boolean;
            /** Firmware */
            firmware: string | null;
            /** Hardwareid */
            hardwareId: string | null;
            /** Macs */
            macs: string[];
            /** Main */
            main: string | null;
            /** Manufacturer */
            manufacturer: string | null;
            /** Model */
            model: string | null;
            /** Profiles */
            profiles: components["schemas"]["Profile"][];
            /** Ptz */
            ptz: boolean;
            /** Serial */
            serial: string | null;
            /** Sub */
            sub: string | null;
        };
        /**
         * JobAnswer
         * @description A job, with what it does right now.
         * @example {
         *       "action": "record",
         *       "cameraId": "cam-garage",
         *       "cameraName": "Garage",
         *       "createdAt": "2026-03-01T09:00:00.000Z",
         *       "effectiveRetention": {
         *         "maxDays": 14
         *       },
         *       "enabled": true,
         *       "id": "job-garage-workhours",
         *       "lastRun": {
         *         "attempts": 1,
         *         "bytes": 1824000000,
         *         "files": 1,
         *         "id": "0199c0de-0000-7000-8000-000000000021",
         *         "scheduledAt": "2026-03-02T07:00:00.000Z",
         *         "startedAt": "2026-03-02T06:59:58.100Z",
         *         "status": "running",
         *         "ticks": 1,
         *         "trigger": "schedule"
         *       },
         *       "latestFile": {
         *         "durationSeconds": 3600.04,
         *         "format": "mp4",
         *         "id": "0199c0de-0000-7000-8000-000000000071",
         *         "sizeBytes": 1824000000,
         *         "startedAt": "2026-03-02T06:59:59.400Z"
         *       },
         *       "maxRetries": 3,
         *       "name": "Garage, working hours",
         *       "nextRunAt": "2026-03-03T07:00:00.000Z",
         *       "output": {
         *         "directory": "{cameraName}/{year}/{month}/{day}",
         *         "filenamePattern": "{cameraName}_{timestamp}",
         *         "format": "mp4",
         *         "segmentDuration": 3600
         *       },
         *       "priority": 0,
         *       "processConfig": {
         *         "codec": "copy"
         *       },
         *       "retention": {
         *         "maxDays": 14
         *       },
         *       "schedule": {
         *         "cron": "0 8 * * 1-5",
         *         "cronStop": "0 18 * * 1-5",
         *         "triggerType": "continuous"
         *       },
         *       "state": "running",
         *       "stateSince": "2026-03-02T06:59:59.400Z",
         *       "streamKey": "main",
         *       "strictBounds": false,
         *       "uid": "0199c0de-0000-7000-8000-000000000012",
         *       "updatedAt": "2026-03-01T09:00:00.000Z",
         *       "zone": "Europe/Paris"
         *     }
         */
        JobAnswer: {
            /**
             * Action
             * @enum {string}
             */
            action: "record" | "snapshot" | "timelapse" | "detect_motion" | "test_connection" | "custom_command";
            /** Cameraid */
            cameraId: string;
            /** Cameraname */
            cameraName: string;
            /** Createdat */
            createdAt: string;
            effectiveRetention: components["schemas"]["Retention"];
            /** Enabled */
            enabled: boolean;
            /** Id */
            id: string;
            lastRun: components["schemas"]["RunAnswer"] | null;
            latestFile: components["schemas"]["LatestFile"] | null;
            /** Maxretries */
            maxRetries: number;
            /** Name */
            name: string;
            /** Nextrunat */
            nextRunAt: string | null;
            /** Nexttryat */
            nextTryAt: string | null;
            /** Output */
            output: {
                [key: string]: unknown;
            } | null;
            /** Priority */
            priority: number;
            /** Processconfig */
            processConfig: {
                [key: string]: unknown;
            };
            /** Reason */
            reason: string | null;
            /** Reasoncode */
            reasonCode: string | null;
            /** Retention */
            retention: {
                [key: string]: unknown;
            } | null;
            /** Schedule */
            schedule: {
                [key: string]: unknown;
            };
            /**
             * State
             * @enum {string}
             */
            state: "disabled" | "blocked" | "idle" | "waiting" | "starting" | "running" | "stalled" | "retrying" | "stopping" | "failed";
            /** Statesince */
            stateSince: string | null;
            /** Streamkey */
            streamKey: string | null;
            /** Streamurl */
            streamUrl: string | null;
            /** Strictbounds */
            strictBounds: boolean;
            /** Timezone */
            timezone: string | null;
            /** Uid */
            uid: string;
            /** Updatedat */
            updatedAt: string;
            /** Zone */
            zone: string;
        };
        /**
         * JobChange
         * @description A job as it shall be from now on; the `id` may stand there but cannot change.
         * @example {
         *       "action": "record",
         *       "cameraId": "cam-garage",
         *       "enabled": true,
         *       "id": "job-garage-workhours",
         *       "maxRetries": 3,
         *       "name": "Garage, working hours",
         *       "output": {
         *         "directory": "{cameraName}/{year}/{month}/{day}",
         *         "filenamePattern": "{cameraName}_{timestamp}",
         *         "format": "mp4",
         *         "segmentDuration": 3600
         *       },
         *       "priority": 0,
         *       "processConfig": {
         *         "codec": "copy"
         *       },
         *       "retention": {
         *         "maxDays": 14
         *       },
         *       "schedule": {
         *         "cron": "0 8 * * 1-5",
         *         "cronStop": "0 18 * * 1-5",
         *         "triggerType": "continuous"
         *       },
         *       "streamKey": "main",
         *       "strictBounds": false
         *     }
         */
        JobChange: {
            /**
             * Action
             * @enum {string}
             */
            action: "record" | "snapshot" | "timelapse" | "detect_motion" | "test_connection" | "custom_command";
            /** Cameraid */
            cameraId: string;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /** Id */
            id?: string | null;
            /**
             * Maxretries
             * @default 3
             */
            maxRetries: number;
            /** Name */
            name: string;
            output?: components["schemas"]["OutputFields"] | null;
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /**
             * @default {
             *       "audio": "auto",
             *       "extraArgs": []
             *     }
             */
            processConfig: components["schemas"]["ProcessFields"];
            retention?: components["schemas"]["RetentionFields"] | null;
            schedule: components["schemas"]["ScheduleFields"];
            /** Streamkey */
            streamKey?: string | null;
            /** Streamurl */
            streamUrl?: string | null;
            /**
             * Strictbounds
             * @default false
             */
            strictBounds: boolean;
            /** Timezone */
            timezone?: string | null;
        };
        /**
         * JobCopy
         * @description How a copy of a job differs from it.
         * @example {
         *       "cameraId": "yard",
         *       "name": "Entrance, nights"
         *     }
         */
        JobCopy: {
            /** Cameraid */
            cameraId?: string | null;
            /**
             * Enabled
             * @default false
             */
            enabled: boolean;
            /** Id */
            id?: string | null;
            /** Name */
            name?: string | null;
        };
        /**
         * JobCounts
         * @description Jobs by what they do right now.
         */
        JobCounts: {
            /**
             * Blocked
             * @default 0
             */
            blocked: number;
            /**
             * Disabled
             * @default 0
             */
            disabled: number;
            /**
             * Failed
             * @default 0
             */
            failed: number;
            /**
             * Idle
             * @default 0
             */
            idle: number;
            /**
             * Retrying
             * @default 0
             */
            retrying: number;
            /**
             * Running
             * @default 0
             */
            running: number;
            /**
             * Total
             * @default 0
             */
            total: number;
            /**
             * Waiting
             * @default 0
             */
            waiting: number;
        };
        /**
         * JobFilter
         * @description Which jobs; what is not given does not matter, and all of what is given must hold.
         */
        JobFilter: {
            /** Action */
            action?: ("record" | "snapshot" | "timelapse" | "detect_motion" | "test_connection" | "custom_command") | null;
            /** Cameraid */
            cameraId?: string | null;
            /** Enabled */
            enabled?: boolean | null;
            /** Q */
            q?: string | null;
            /** Siteid */
            siteId?: string | null;
            /** State */
            state?: ("disabled" | "blocked" | "idle" | "waiting" | "starting" | "running" | "stalled" | "retrying" | "stopping" | "failed") | null;
            /** Tag */
            tag?: string | null;
        };
        /**
         * JobMetricsAnswer
         * @description What a job's runs that were due in a span come to.
         * @example {
         *       "attempts": 40,
         *       "byStatus": {
         *         "failed": 2,
         *         "success": 29
         *       },
         *       "bytes": 41000000000,
         *       "errors": [
         *         {
         *           "count": 2,
         *           "lastAt": "2026-03-12T07:00:00.000Z",
         *           "lastReason": "The camera refuses.",
         *           "reasonCode": "refused",
         *           "status": "failed"
         *         }
         *       ],
         *       "files": 700,
         *       "from": "2026-03-01T00:00:00.000Z",
         *       "jobId": "job-garage",
         *       "runs": 31,
         *       "to": "2026-03-31T00:00:00.000Z"
         *     }
         */
        JobMetricsAnswer: {
            /** Attempts */
            attempts: number;
            /** Bystatus */
            byStatus: {
                [key: string]: number;
            };
            /** Bytes */
            bytes: number;
            /** Errors */
            errors: components["schemas"]["ErrorsAnswer"][];
            /** Files */
            files: number;
            /** From */
            from: string;
            /** Jobid */
            jobId: string;
            /** Runs */
            runs: number;
            /** To */
            to: string;
        };
        /**
         * JobNow
         * @description Of a job's processes.
         */
        JobNow: {
            /** At */
            at: string | null;
            /** Bandwidth */
            bandwidth: number | null;
            /** Cameraid */
            cameraId: string;
            /** Cpu */
            cpu: number | null;
            /** Disk */
            disk: number | null;
            /** Jobid */
            jobId: string;
            /** Memory */
            memory: number | null;
        };
        /**
         * JobPlan
         * @description One job of a plan of all.
         * @example {
         *       "jobId": "entrance-work",
         *       "windows": [
         *         {
         *           "end": "2026-03-02T17:00:00.000Z",
         *           "kind": "continuous",
         *           "start": "2026-03-02T07:00:00.000Z"
         *         }
         *       ]
         *     }
         */
        JobPlan: {
            /** Jobid */
            jobId: string;
            /** Windows */
            windows: components["schemas"]["PlannedWindow"][];
        };
        /**
         * JobPreview
         * @description What would be deleted of one job.
         */
        JobPreview: {
            /** Byrule */
            byRule: {
                [key: string]: number;
            };
            /** Bytes */
            bytes: number;
            /** Cameraid */
            cameraId: string;
            /** Deleted */
            deleted: boolean;
            /** Early */
            early: number;
            /** Files */
            files: number;
            /** Jobid */
            jobId: string;
            /** Jobname */
            jobName: string;
            /** Keptbytes */
            keptBytes: number;
            /** Keptfiles */
            keptFiles: number;
            /** More */
            more: boolean;
            /** Oldest */
            oldest: components["schemas"]["OldFile"][];
            /** Protectedbytes */
            protectedBytes: number;
            retention: components["schemas"]["Retention"];
            /** Since */
            since: string | null;
            /** Until */
            until: string | null;
        };
        /**
         * JobStorage
         * @description What a job has; deleted ones are there as long as they have files.
         */
        JobStorage: {
            /** Bytes */
            bytes: number;
            /** Cameraid */
            cameraId: string;
            /** Deleted */
            deleted: boolean;
            /** Files */
            files: number;
            /** Gbperday */
            gbPerDay: number;
            /** Jobid */
            jobId: string;
            /** Jobname */
            jobName: string;
            /** Oldestat */
            oldestAt: string | null;
            /** Protectedbytes */
            protectedBytes: number;
            retention: components["schemas"]["Retention"];
        };
        /**
         * JobSumAnswer
         * @description The files of one job, which may be gone.
         */
        JobSumAnswer: {
            /** Bytes */
            bytes: number;
            /** Cameraid */
            cameraId: string;
            /** Cameraname */
            cameraName: string;
            /** Files */
            files: number;
            /** First */
            first: string | null;
            /** Jobid */
            jobId: string;
            /** Jobname */
            jobName: string;
            /** Jobuid */
            jobUid: string;
            /** Last */
            last: string | null;
            /** Protected */
            protected: number;
            /** Seconds */
            seconds: number;
        };
        /**
         * LaneAnswer
         * @description One job.
         */
        LaneAnswer: {
            /** Action */
            action: string;
            /** Deleted */
            deleted: boolean;
            /** Gaps */
            gaps: components["schemas"]["GapAnswer"][];
            /** Jobid */
            jobId: string;
            /** Name */
            name: string;
            /** Ofinstants */
            ofInstants: boolean;
            /** Spans */
            spans: components["schemas"]["SpanAnswer"][];
            /** Uid */
            uid: string;
            writing: components["schemas"]["WritingAnswer"] | null;
        };
        /**
         * LastLine
         * @description The newest line of one job.
         */
        LastLine: {
            /** Jobid */
            jobId: string;
            line: components["schemas"]["LogLine"];
        };
        /**
         * LastLines
         * @description The newest line of each job that has said something since the server started.
         * @example {
         *       "jobs": [
         *         {
         *           "jobId": "garage-day",
         *           "line": {
         *             "at": "2026-03-02T07:00:00.120Z",
         *             "level": "warn",
         *             "number": 1042,
         *             "pipe": "stderr",
         *             "text": "[rtsp] RTP: missed 3 packets"
         *           }
         *         }
         *       ]
         *     }
         */
        LastLines: {
            /** Jobs */
            jobs?: components["schemas"]["LastLine"][];
        };
        /**
         * LatestFile
         * @description The newest file of a job.
         */
        LatestFile: {
            /** Durationseconds */
            durationSeconds: number | null;
            /** Format */
            format: string;
            /** Id */
            id: string;
            /** Sizebytes */
            sizeBytes: number;
            /** Startedat */
            startedAt: string;
        };
        /**
         * LedgerRow
         * @description Files of one job that were deleted on one day by one rule or person, and that began on one day.
         * @example {
         *       "at": "2026-03-03T17:00:31.000Z",
         *       "bytes": 8900000000,
         *       "cameraId": "cam-garage",
         *       "cameraName": "Caméra Garage",
         *       "cause": "deletedByRetention",
         *       "files": 40,
         *       "id": "0199c0de-0000-7000-8000-000000000003",
         *       "jobId": "garage-jour",
         *       "jobName": "Garage jour",
         *       "rule": "maxDays",
         *       "sentence": "Deleted by retention on 3 March 2026, because of its maximum age.",
         *       "since": "2026-02-17T07:00:00.000Z",
         *       "until": "2026-02-17T17:00:00.000Z"
         *     }
         */
        LedgerRow: {
            /** At */
            at: string;
            /** By */
            by: string | null;
            /** Bytes */
            bytes: number;
            /** Cameraid */
            cameraId: string;
            /** Cameraname */
            cameraName: string;
            /** Cause */
            cause: string;
            /** Files */
            files: number;
            /** Id */
            id: string;
            /** Jobid */
            jobId: string;
            /** Jobname */
            jobName: string;
            rule: components["schemas"]["Rule"];
            /** Sentence */
            sentence: string;
            /** Since */
            since: string;
            /** Until */
            until: string;
        };
        /**
         * Limited
         * @description Limits to try out; what is null does not limit.
         * @example {
         *       "maxDays": 7,
         *       "maxSizeGB": 50
         *     }
         */
        Limited: {
            /** Maxdays */
            maxDays?: number | null;
            /** Maxsizegb */
            maxSizeGB?: number | null;
        };
        /**
         * LineFault
         * @description What is wrong with a line.
         */
        LineFault: {
            /** Expected */
            expected: string | null;
            /** Message */
            message: string;
            /** Path */
            path: string;
        };
        /**
         * ListAnswer
         * @description What was made, or would be.
         * @example {
         *       "added": 1,
         *       "dryRun": true,
         *       "existing": 0,
         *       "faulty": 1,
         *       "lines": [
         *         {
         *           "faults": [],
         *           "id": "gate",
         *           "line": 2,
         *           "name": "Gate",
         *           "result": "new",
         *           "streams": {
         *             "main": "rtsp://10.0.0.11/1"
         *           }
         *         },
         *         {
         *           "faults": [
         *             {
         *               "expected": "an address",
         *               "message": "is missing",
         *               "path": "streams"
         *             }
         *           ],
         *           "line": 3,
         *           "name": "Yard",
         *           "result": "faulty",
         *           "streams": {}
         *         }
         *       ]
         *     }
         */
        ListAnswer: {
            /** Added */
            added: number;
            /** Dryrun */
            dryRun: boolean;
            /** Existing */
            existing: number;
            /** Faulty */
            faulty: number;
            /** Lines */
            lines: components["schemas"]["ListedCamera"][];
            /** Taskid */
            taskId: string | null;
        };
        /**
         * ListedCamera
         * @description What becomes of one line.
         */
        ListedCamera: {
            /** Faults */
            faults: components["schemas"]["LineFault"][];
            /** Id */
            id: string | null;
            /** Line */
            line: number;
            /** Name */
            name: string | null;
            /**
             * Result
             * @enum {string}
             */
            result: "new" | "added" | "exists" | "faulty";
            /** Streams */
            streams: {
                [key: string]: string;
            };
        };
        /**
         * Login
         * @description A user's name or e-mail address, and the password.
         * @example {
         *       "password": "correct horse battery staple",
         *       "username": "ana"
         *     }
         */
        Login: {
            /**
             * Password
             * Format: password
             */
            password: string;
            /** Username */
            username: string;
        };
        /**
         * LogLine
         * @description A line that a job's process said, or that was said about it.
         * @example {
         *       "at": "2026-03-02T07:00:00.120Z",
         *       "level": "warn",
         *       "number": 1042,
         *       "pipe": "stderr",
         *       "text": "[rtsp] RTP: missed 3 packets"
         *     }
         */
        LogLine: {
            /** At */
            at: string;
            /** Level */
            level: string;
            /** Number */
            number: number;
            /** Pipe */
            pipe: string;
            /** Text */
            text: string;
        };
        /**
         * Made
         * @description What became of one camera.
         */
        Made: {
            /** Cameraid */
            cameraId: string;
            /** Jobid */
            jobId: string | null;
            /** Name */
            name: string;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "made" | "exists" | "failed";
            /** Reason */
            reason?: string | null;
            /** Warnings */
            warnings?: components["schemas"]["Warned"][];
        };
        /**
         * MadeToken
         * @description The only answer that ever holds the token itself.
         * @example {
         *       "createdAt": "2026-03-01T09:10:00.000Z",
         *       "id": "0199c0de-0000-7000-8000-000000000061",
         *       "lastUsedAt": "2026-03-02T08:00:03.000Z",
         *       "name": "home automation",
         *       "prefix": "regie_3fK9",
         *       "scopes": [
         *         "cameras.read",
         *         "jobs.run"
         *       ],
         *       "token": "regie_3fK9…",
         *       "userId": "0199c0de-0000-7000-8000-000000000001"
         *     }
         */
        MadeToken: {
            /** Createdat */
            createdAt: string;
            /** Expiresat */
            expiresAt: string | null;
            /** Id */
            id: string;
            /** Lastusedat */
            lastUsedAt: string | null;
            /** Name */
            name: string;
            /** Prefix */
            prefix: string;
            /** Revokedat */
            revokedAt: string | null;
            /** Scopes */
            scopes: string[];
            /** Token */
            token: string;
            /** Userid */
            userId: string;
        };
        /**
         * MarkAnswer
         * @description Something that happened to the camera.
         */
        MarkAnswer: {
            /** At */
            at: string;
            /** End */
            end: string | null;
            /** Fileid */
            fileId: string | null;
            /** Jobuid */
            jobUid: string | null;
            /** Kind */
            kind: string;
            /** Motionid */
            motionId: string | null;
            /** Score */
            score: number | null;
            /** Text */
            text: string;
        };
        /**
         * MetricsAnswer
         * @description What the server, each camera and each job use right now; who has no process is not in it.
         * @example {
         *       "cameras": [
         *         {
         *           "at": "2026-03-02T08:00:20.000Z",
         *           "bandwidth": 514000,
         *           "cameraId": "cam-garage",
         *           "cpu": 0.5,
         *           "disk": 512000,
         *           "memory": 29360128
         *         }
         *       ],
         *       "jobs": [
         *         {
         *           "at": "2026-03-02T08:00:20.000Z",
         *           "bandwidth": 514000,
         *           "cameraId": "cam-garage",
         *           "cpu": 0.5,
         *           "disk": 512000,
         *           "jobId": "job-garage-workhours",
         *           "memory": 29360128
         *         }
         *       ],
         *       "total": {
         *         "at": "2026-03-02T08:00:20.000Z",
         *         "bandwidth": 514000,
         *         "cpu": 3.1,
         *         "disk": 512000,
         *         "memory": 189792256
         *       }
         *     }
         */
        MetricsAnswer: {
            /** Cameras */
            cameras: components["schemas"]["CameraNow"][];
            /** Jobs */
            jobs: components["schemas"]["JobNow"][];
            total: components["schemas"]["NowAnswer"];
        };
        /**
         * MotionAnswer
         * @description A motion event.
         * @example {
         *       "area": 0.021,
         *       "cameraId": "entrance",
         *       "cameraName": "Entrance",
         *       "durationSeconds": 9,
         *       "endedAt": "2026-03-02T08:00:21.400Z",
         *       "fileId": "0198f0c2-9c55-7a10-8c0e-6d1f5b7a2e44",
         *       "fileIds": [
         *         "0198f0c2-9c55-7a10-8c0e-6d1f5b7a2e44"
         *       ],
         *       "hasThumbnail": true,
         *       "id": "0198f0c2-5a1e-7c3d-9b1a-3f2f6f0c7d10",
         *       "jobId": "entrance-motion",
         *       "jobName": "Entrance: motion",
         *       "score": 87.5,
         *       "source": "picture",
         *       "startedAt": "2026-03-02T08:00:12.400Z"
         *     }
         */
        MotionAnswer: {
            /** Area */
            area: number;
            /** Cameraid */
            cameraId: string;
            /** Cameraname */
            cameraName: string;
            /** Durationseconds */
            durationSeconds: number | null;
            /** Endedat */
            endedAt: string | null;
            /** Fileid */
            fileId: string | null;
            /** Fileids */
            fileIds: string[];
            /** Hasthumbnail */
            hasThumbnail: boolean;
            /** Id */
            id: string;
            /** Jobid */
            jobId: string;
            /** Jobname */
            jobName: string;
            /** Problem */
            problem: string | null;
            /** Score */
            score: number;
            /**
             * Source
             * @enum {string}
             */
            source: "picture" | "camera";
            /** Startedat */
            startedAt: string;
        };
        /**
         * MotionFields
         * @description How a `detect_motion` job notices motion, and what it keeps of it.
         */
        MotionFields: {
            /**
             * Analysis
             * @default keyframes
             * @enum {string}
             */
            analysis: "keyframes" | "frames";
            /** Analysisstream */
            analysisStream?: string | null;
            /**
             * Cooldown
             * @description Seconds without another event.
             * @default 0
             */
            cooldown: number;
            /**
             * Mask
             * @description Polygons that are not looked at, corners from 0 to 1.
             */
            mask?: number[][][];
            /**
             * Maxlength
             * @description Seconds.
             * @default 300
             */
            maxLength: number;
            /** Minarea */
            minArea?: number | null;
            /** Minframes */
            minFrames?: number | null;
            /**
             * Postroll
             * @description Seconds kept after it.
             * @default 5
             */
            postRoll: number;
            /**
             * Preroll
             * @description Seconds kept from before it.
             * @default 5
             */
            preRoll: number;
            /**
             * Sensitivity
             * @description Higher notices more.
             * @default 50
             */
            sensitivity: number;
            /**
             * Source
             * @default picture
             * @enum {string}
             */
            source: "picture" | "camera" | "both";
            /** Threshold */
            threshold?: number | null;
        };
        /**
         * MotionPreview
         * @description Limits that are tried on the last picture and kept nowhere.
         * @example {
         *       "mask": [],
         *       "minArea": 0.004,
         *       "sensitivity": 60
         *     }
         */
        MotionPreview: {
            /**
             * Mask
             * @description Polygons that are not looked at, corners from 0 to 1.
             */
            mask?: number[][][];
            /** Minarea */
            minArea?: number | null;
            /**
             * Sensitivity
             * @description Higher notices more.
             * @default 50
             */
            sensitivity: number;
            /** Threshold */
            threshold?: number | null;
        };
        /**
         * MotionPreviewAnswer
         * @description What the last picture shows under these limits.
         * @example {
         *       "area": 0.0014,
         *       "cells": "000120000000",
         *       "columns": 4,
         *       "minArea": 0.0072,
         *       "moving": false,
         *       "score": 12.5,
         *       "threshold": 22.1,
         *       "whole": false
         *     }
         */
        MotionPreviewAnswer: {
            /** Area */
            area: number;
            /** Cells */
            cells: string;
            /** Columns */
            columns: number;
            /** Minarea */
            minArea: number;
            /** Moving */
            moving: boolean;
            /** Score */
            score: number;
            /** Threshold */
            threshold: number;
            /** Whole */
            whole: boolean;
        };
        /**
         * Move
         * @description Where to: a speed (continuous), a way (relative) or a place (absolute), each from −1 to 1.
         * @example {
         *       "move": "continuous",
         *       "pan": 0.4,
         *       "seconds": 1
         *     }
         */
        Move: {
            /**
             * Move
             * @enum {string}
             */
            move: "continuous" | "relative" | "absolute" | "stop" | "home";
            /**
             * Pan
             * @default 0
             */
            pan: number;
            /**
             * Seconds
             * @description A continuous move ends after so long unless it is asked for again.
             * @default 1
             */
            seconds: number;
            /** Speed */
            speed?: number | null;
            /**
             * Tilt
             * @default 0
             */
            tilt: number;
            /**
             * Zoom
             * @default 0
             */
            zoom: number;
        };
        /**
         * NewCamera
         * @description A camera to add; its `id` is made from the name unless given.
         * @example {
         *       "credentials": {
         *         "password": "the camera's own",
         *         "username": "admin"
         *       },
         *       "enabled": true,
         *       "id": "cam-garage",
         *       "location": "North-east corner",
         *       "maxConnections": 4,
         *       "model": "DS-2CD2143G2-I",
         *       "name": "Garage",
         *       "protocol": "rtsp",
         *       "relay": "auto",
         *       "siteId": "default",
         *       "streams": {
         *         "main": "rtsp://192.168.1.100:554/stream1",
         *         "sub": "rtsp://192.168.1.100:554/stream2"
         *       },
         *       "tags": [
         *         "outside",
         *         "garage"
         *       ]
         *     }
         */
        NewCamera: {
            credentials?: components["schemas"]["Credentials"] | null;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /** Id */
            id?: string | null;
            /** Location */
            location?: string | null;
            /**
             * Maxconnections
             * @description Connections that the camera takes at once, all of its streams together.
             */
            maxConnections?: number | null;
            /** Model */
            model?: string | null;
            /** Name */
            name: string;
            /**
             * Protocol
             * @description As the first address says, unless it is given.
             */
            protocol?: ("rtsp" | "rtmp" | "http" | "onvif") | null;
            /**
             * Relay
             * @description Whether a stream is read once for all who want it: when the cap asks for it, always, or never.
             * @default auto
             * @enum {string}
             */
            relay: "auto" | "always" | "never";
            /**
             * Siteid
             * @default default
             */
            siteId: string;
            /** Streams */
            streams: {
                [key: string]: string;
            };
            /** Tags */
            tags?: string[];
            /** Timezone */
            timezone?: string | null;
        };
        /**
         * NewJob
         * @description A job to add; its `id` is made from the name unless given.
         * @example {
         *       "action": "record",
         *       "cameraId": "cam-garage",
         *       "enabled": true,
         *       "id": "job-garage-workhours",
         *       "maxRetries": 3,
         *       "name": "Garage, working hours",
         *       "output": {
         *         "directory": "{cameraName}/{year}/{month}/{day}",
         *         "filenamePattern": "{cameraName}_{timestamp}",
         *         "format": "mp4",
         *         "segmentDuration": 3600
         *       },
         *       "priority": 0,
         *       "processConfig": {
         *         "codec": "copy"
         *       },
         *       "retention": {
         *         "maxDays": 14
         *       },
         *       "schedule": {
         *         "cron": "0 8 * * 1-5",
         *         "cronStop": "0 18 * * 1-5",
         *         "triggerType": "continuous"
         *       },
         *       "streamKey": "main",
         *       "strictBounds": false
         *     }
         */
        NewJob: {
            /**
             * Action
             * @enum {string}
             */
            action: "record" | "snapshot" | "timelapse" | "detect_motion" | "test_connection" | "custom_command";
            /** Cameraid */
            cameraId: string;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /** Id */
            id?: string | null;
            /**
             * Maxretries
             * @default 3
             */
            maxRetries: number;
            /** Name */
            name: string;
            output?: components["schemas"]["OutputFields"] | null;
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /**
             * @default {
             *       "audio": "auto",
             *       "extraArgs": []
             *     }
             */
            processConfig: components["schemas"]["ProcessFields"];
            retention?: components["schemas"]["RetentionFields"] | null;
            schedule: components["schemas"]["ScheduleFields"];
            /** Streamkey */
            streamKey?: string | null;
            /** Streamurl */
            streamUrl?: string | null;
            /**
             * Strictbounds
             * @default false
             */
            strictBounds: boolean;
            /** Timezone */
            timezone?: string | null;
        };
        /**
         * NewOnvifCamera
         * @description A camera made of what a device offers.
         * @example {
         *       "credentials": {
         *         "password": "the camera's own",
         *         "username": "admin"
         *       },
         *       "host": "192.168.1.64",
         *       "mainProfile": "Profile_1",
         *       "name": "Garage",
         *       "port": 80,
         *       "subProfile": "Profile_2",
         *       "tags": [
         *         "outside"
         *       ]
         *     }
         */
        NewOnvifCamera: {
            credentials?: components["schemas"]["Credentials"] | null;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Host
             * @description A name or an address, without port.
             * @example 192.168.1.64
             */
            host: string;
            /** Id */
            id?: string | null;
            /** Location */
            location?: string | null;
            /** Mainprofile */
            mainProfile?: string | null;
            /** Maxconnections */
            maxConnections?: number | null;
            /**
             * Name
             * @description As the device calls itself, unless it is given.
             */
            name?: string | null;
            /**
             * Port
             * @default 80
             */
            port: number;
            /**
             * Siteid
             * @default default
             */
            siteId: string;
            /** Subprofile */
            subProfile?: string | null;
            /** Tags */
            tags?: string[];
        };
        /**
         * NewOverride
         * @description Hold still (`pause`) or keep running (`force`), from an instant until another.
         * @example {
         *       "kind": "pause",
         *       "reason": "We are at home.",
         *       "scope": {
         *         "siteId": "home"
         *       },
         *       "until": "2026-12-27T18:00:00Z"
         *     }
         */
        NewOverride: {
            /**
             * From
             * @description Now, unless given.
             */
            from?: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "pause" | "force";
            /** Reason */
            reason?: string | null;
            scope: components["schemas"]["ScopeFields"];
            /**
             * Until
             * @description Null: until somebody ends it.
             */
            until?: string | null;
        };
        /**
         * NewPreset
         * @description Where the camera looks now, under this name.
         * @example {
         *       "name": "Gate"
         *     }
         */
        NewPreset: {
            /** Name */
            name: string;
        };
        /**
         * NewSite
         * @description A site to add; its `id` is made from the name unless given.
         * @example {
         *       "address": "12 rue du Port",
         *       "city": "Lyon",
         *       "contactEmail": "ana@example.org",
         *       "contactName": "Ana Roux",
         *       "id": "workshop",
         *       "name": "Workshop",
         *       "timezone": "Europe/Paris"
         *     }
         */
        NewSite: {
            /** Address */
            address?: string | null;
            /** City */
            city?: string | null;
            /** Contactemail */
            contactEmail?: string | null;
            /** Contactname */
            contactName?: string | null;
            /** Id */
            id?: string | null;
            /** Name */
            name: string;
            /**
             * Timezone
             * @description An IANA name, such as Europe/Paris.
             */
            timezone: string;
        };
        /**
         * NewToken
         * @description An API token to make.
         * @example {
         *       "expiresAt": "2027-03-01T00:00Z",
         *       "name": "home automation",
         *       "scopes": [
         *         "cameras.read",
         *         "jobs.run"
         *       ]
         *     }
         */
        NewToken: {
            /** Expiresat */
            expiresAt?: string | null;
            /** Name */
            name: string;
            /** Scopes */
            scopes?: string[];
        };
        /**
         * NewUser
         * @description Somebody to add.
         * @example {
         *       "email": "leo@example.org",
         *       "password": "another long sentence",
         *       "role": "EDITOR",
         *       "username": "leo"
         *     }
         */
        NewUser: {
            /**
             * Disabled
             * @default false
             */
            disabled: boolean;
            /** Email */
            email?: string | null;
            /**
             * Password
             * Format: password
             */
            password: string;
            /** @default VIEWER */
            role: components["schemas"]["Role"];
            /**
             * Username
             * @description Letters, digits, spaces and .'-; unique however capitals are written.
             */
            username: string;
        };
        /**
         * NowAnswer
         * @description What is used right now; null where it is not measured.
         */
        NowAnswer: {
            /** At */
            at: string | null;
            /** Bandwidth */
            bandwidth: number | null;
            /** Cpu */
            cpu: number | null;
            /** Disk */
            disk: number | null;
            /** Memory */
            memory: number | null;
        };
        /**
         * OldFile
         * @description A file that would go.
         */
        OldFile: {
            /** Id */
            id: string;
            /** Sizebytes */
            sizeBytes: number;
            /** Startedat */
            startedAt: string;
        };
        /**
         * OpenConnection
         * @description A connection that is open to the camera now.
         */
        OpenConnection: {
            /** Readers */
            readers: string[];
            /** Relayed */
            relayed: boolean;
            /** Since */
            since: string;
            /** Stream */
            stream: string | null;
        };
        /**
         * OutputFields
         * @description Where to.
         */
        OutputFields: {
            /** Directory */
            directory?: string | null;
            /** Filenamepattern */
            filenamePattern?: string | null;
            /** Format */
            format?: string | null;
            retention?: components["schemas"]["RetentionFields"] | null;
            /** Segmentduration */
            segmentDuration?: number | null;
            /** Segmentsizemb */
            segmentSizeMB?: number | null;
        };
        /**
         * OverrideAnswer
         * @description A pause or a force, and what it concerns now.
         * @example {
         *       "by": "ada",
         *       "createdAt": "2026-12-24T09:00:00Z",
         *       "from": "2026-12-24T09:00:00Z",
         *       "id": "01900000-0000-7000-8000-000000000000",
         *       "jobs": 4,
         *       "kind": "pause",
         *       "reason": "We are at home.",
         *       "scope": {
         *         "siteId": "home"
         *       },
         *       "state": "active",
         *       "until": "2026-12-27T18:00:00Z"
         *     }
         */
        OverrideAnswer: {
            /** By */
            by: string;
            /** Createdat */
            createdAt: string;
            /** Endedat */
            endedAt: string | null;
            /** From */
            from: string;
            /** Id */
            id: string;
            /** Jobs */
            jobs: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "pause" | "force";
            /** Reason */
            reason: string | null;
            scope: components["schemas"]["ScopeAnswer"];
            /**
             * State
             * @enum {string}
             */
            state: "coming" | "active" | "over";
            /** Until */
            until: string | null;
        };
        /**
         * PackageAnswer
         * @description A library, and under which licence it comes.
         */
        PackageAnswer: {
            /** Licence */
            licence: string | null;
            /** Name */
            name: string;
            /** Version */
            version: string;
        };
        /**
         * PartAnswer
         * @description One part on the wire.
         */
        PartAnswer: {
            /** Reason */
            reason?: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "ok" | "degraded" | "down";
        };
        /**
         * PasswordChange
         * @description One's own password.
         * @example {
         *       "current": "correct horse battery staple",
         *       "new": "an even longer sentence"
         *     }
         */
        PasswordChange: {
            /**
             * Current
             * Format: password
             */
            current: string;
            /**
             * New
             * Format: password
             */
            new: string;
        };
        /**
         * PeriodFields
         * @description Dates between which a job runs, both included: `2026-03-15`, or `--12-01` for every year.
         */
        PeriodFields: {
            /** Enddate */
            endDate?: string | null;
            /** Recurrent */
            recurrent?: boolean | null;
            /** Startdate */
            startDate?: string | null;
        };
        /**
         * PlanAnswer
         * @description What a schedule comes to in a span: these keys and no others, for programs count on them.
         * @example {
         *       "gbPerDay": 43.2,
         *       "warnings": [
         *         {
         *           "code": "space",
         *           "fix": {
         *             "retention": {
         *               "maxDays": 18
         *             }
         *           },
         *           "message": "30 days need 1.3 TB, you have 0.8 TB"
         *         }
         *       ],
         *       "windows": [
         *         {
         *           "end": "2026-03-02T17:00:00.000Z",
         *           "kind": "continuous",
         *           "start": "2026-03-02T07:00:00.000Z"
         *         }
         *       ]
         *     }
         */
        PlanAnswer: {
            /**
             * Gbperday
             * @description 10⁹ bytes a day, from what was measured; null: nobody knows.
             */
            gbPerDay: number | null;
            /** Warnings */
            warnings: components["schemas"]["Warned"][];
            /** Windows */
            windows: components["schemas"]["PlannedWindow"][];
        };
        /**
         * PlanAsked
         * @description A job that is not saved, and the span to look at; a week from now unless given.
         * @example {
         *       "action": "record",
         *       "cameraId": "cam-entrance",
         *       "from": "2026-03-02T00:00:00Z",
         *       "schedule": {
         *         "cron": "0 8 * * 1-5",
         *         "cronStop": "0 18 * * 1-5"
         *       },
         *       "to": "2026-03-09T00:00:00Z"
         *     }
         */
        PlanAsked: {
            /**
             * Action
             * @enum {string}
             */
            action: "record" | "snapshot" | "timelapse" | "detect_motion" | "test_connection" | "custom_command";
            /** Cameraid */
            cameraId: string;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /** From */
            from?: string | null;
            /** Id */
            id?: string | null;
            /**
             * Maxretries
             * @default 3
             */
            maxRetries: number;
            /**
             * Name
             * @default job
             */
            name: string;
            output?: components["schemas"]["OutputFields"] | null;
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /**
             * @default {
             *       "audio": "auto",
             *       "extraArgs": []
             *     }
             */
            processConfig: components["schemas"]["ProcessFields"];
            retention?: components["schemas"]["RetentionFields"] | null;
            schedule: components["schemas"]["ScheduleFields"];
            /** Streamkey */
            streamKey?: string | null;
            /** Streamurl */
            streamUrl?: string | null;
            /**
             * Strictbounds
             * @default false
             */
            strictBounds: boolean;
            /** Timezone */
            timezone?: string | null;
            /** To */
            to?: string | null;
        };
        /**
         * PlannedWindow
         * @description One window with its true bounds, half-open, or one tick.
         */
        PlannedWindow: {
            /** End */
            end: string | null;
            /** Kind */
            kind: string;
            /** Start */
            start: string | null;
        };
        /**
         * PlanPreview
         * @description The plan of a job that somebody writes, and what it depends on.
         * @example {
         *       "freeBytes": 800000000000,
         *       "gbPerDay": 43.2,
         *       "next": [
         *         {
         *           "end": "2026-03-02T17:00:00.000Z",
         *           "kind": "continuous",
         *           "start": "2026-03-02T07:00:00.000Z"
         *         }
         *       ],
         *       "path": "/data/camcron/garage/2026/03/02/garage_20260302T080000+0100.mp4",
         *       "retention": {
         *         "maxDays": 30
         *       },
         *       "totalBytes": 2000000000000,
         *       "warnings": [
         *         {
         *           "code": "space",
         *           "fix": {
         *             "retention": {
         *               "maxDays": 18
         *             }
         *           },
         *           "message": "30 days need 1.3 TB, you have 0.8 TB"
         *         }
         *       ],
         *       "windows": [
         *         {
         *           "end": "2026-03-02T17:00:00.000Z",
         *           "kind": "continuous",
         *           "start": "2026-03-02T07:00:00.000Z"
         *         }
         *       ],
         *       "zone": "Europe/Paris"
         *     }
         */
        PlanPreview: {
            /**
             * Freebytes
             * @description Left on the disk of its folder; null: nobody knows.
             */
            freeBytes: number | null;
            /**
             * Gbperday
             * @description 10⁹ bytes a day, from what was measured; null: nobody knows.
             */
            gbPerDay: number | null;
            /**
             * Next
             * @description The first ones that are open or to come, wherever the span lies.
             */
            next: components["schemas"]["PlannedWindow"][];
            /**
             * Path
             * @description Where the file of its next start would lie; null: it writes none.
             */
            path: string | null;
            /** @description The limits that count: its own, or the default ones. */
            retention: components["schemas"]["Retention"];
            /** Totalbytes */
            totalBytes: number | null;
            /** Warnings */
            warnings: components["schemas"]["Warned"][];
            /** Windows */
            windows: components["schemas"]["PlannedWindow"][];
            /** Zone */
            zone: string;
        };
        /**
         * Position
         * @description Where a camera looks, as far as it says so.
         * @example {
         *       "moving": false,
         *       "pan": 0.12,
         *       "tilt": -0.3,
         *       "zoom": 0
         *     }
         */
        Position: {
            /** Moving */
            moving: boolean;
            /** Pan */
            pan: number | null;
            /** Tilt */
            tilt: number | null;
            /** Zoom */
            zoom: number | null;
        };
        /**
         * Preset
         * @description A place that a camera remembers.
         * @example {
         *       "id": "1",
         *       "name": "Gate"
         *     }
         */
        Preset: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * ProcessFacts
         * @description The recording processes of this server together.
         */
        ProcessFacts: {
            /**
             * Count
             * @default 0
             */
            count: number;
            /**
             * Cpupercent
             * @default 0
             */
            cpuPercent: number;
            /**
             * Memorybytes
             * @default 0
             */
            memoryBytes: number;
        };
        /**
         * ProcessFields
         * @description How.
         */
        ProcessFields: {
            /**
             * Audio
             * @default auto
             * @enum {string}
             */
            audio: "auto" | "copy" | "aac" | "none";
            /** Bitrate */
            bitrate?: number | null;
            /** Codec */
            codec?: ("copy" | "h264" | "h265" | "mjpeg") | null;
            /** Command */
            command?: string | string[] | null;
            /** Extraargs */
            extraArgs?: string[];
            /** Framerate */
            frameRate?: number | null;
            motion?: components["schemas"]["MotionFields"] | null;
            /** Quality */
            quality?: number | null;
            /** Resolution */
            resolution?: string | null;
            timelapse?: components["schemas"]["TimelapseFields"] | null;
            /** Timeout */
            timeout?: number | null;
        };
        /**
         * Profile
         * @description A stream that a device offers; addresses without credentials.
         */
        Profile: {
            /** Audiocodec */
            audioCodec: string | null;
            /** Bitrate */
            bitrate: number | null;
            /** Codec */
            codec: string | null;
            /** Fps */
            fps: number | null;
            /** Height */
            height: number | null;
            /** Id */
            id: string;
            /** Name */
            name: string | null;
            /** Ptz */
            ptz: boolean;
            /** Snapshoturl */
            snapshotUrl: string | null;
            /** Url */
            url: string | null;
            /** Width */
            width: number | null;
        };
        /**
         * Read
         * @description These events, or everything until an instant (inclusive).
         * @example {
         *       "until": "2026-03-02T08:00:00Z"
         *     }
         */
        Read: {
            /** Ids */
            ids?: string[];
            /** Until */
            until?: string | null;
        };
        /**
         * RefusedFile
         * @description A file that stays, and why.
         */
        RefusedFile: {
            /** Code */
            code: string;
            /** Id */
            id: string;
            /** Reason */
            reason: string;
        };
        /**
         * PreviewAnswer
         * @description A strip of small pictures in one: row by row, the first at the top left.
         * @example {
         *       "columns": 3,
         *       "height": 90,
         *       "instants": [
         *         0,
         *         20,
         *         40
         *       ],
         *       "url": "/api/files/0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11/previews.jpg",
         *       "width": 160
         *     }
         */
        regie__camcron__recordings__schemas__PreviewAnswer: {
            /** Columns */
            columns: number;
            /** Height */
            height: number;
            /** Instants */
            instants: number[];
            /** Url */
            url: string;
            /** Width */
            width: number;
        };
        /**
         * PreviewAnswer
         * @description What retention would delete if it ran now, without bounds.
         * @example {
         *       "at": "2026-03-16T08:00:00.000Z",
         *       "away": [],
         *       "bytes": 21400000000,
         *       "files": 96,
         *       "jobs": [
         *         {
         *           "byRule": {
         *             "maxDays": 96
         *           },
         *           "bytes": 21400000000,
         *           "cameraId": "cam-garage",
         *           "deleted": false,
         *           "early": 0,
         *           "files": 96,
         *           "jobId": "garage-jour",
         *           "jobName": "Garage jour",
         *           "keptBytes": 299600000000,
         *           "keptFiles": 1344,
         *           "more": false,
         *           "oldest": [
         *             {
         *               "id": "0199c0de-0000-7000-8000-000000000001",
         *               "sizeBytes": 222916666,
         *               "startedAt": "2026-03-01T00:00:00.000Z"
         *             }
         *           ],
         *           "protectedBytes": 0,
         *           "retention": {
         *             "maxDays": 14
         *           },
         *           "since": "2026-03-01T00:00:00.000Z",
         *           "until": "2026-03-02T00:00:00.000Z"
         *         }
         *       ]
         *     }
         */
        regie__camcron__retention__schemas__PreviewAnswer: {
            /** At */
            at: string;
            /** Away */
            away: string[];
            /** Bytes */
            bytes: number;
            /** Files */
            files: number;
            /** Jobs */
            jobs: components["schemas"]["JobPreview"][];
            /** Waits */
            waits: string | null;
        };
        /**
         * Replaced
         * @description The camera as it is now, and what its new device showed.
         * @example {
         *       "camera": {
         *         "createdAt": "2026-03-01T09:00:00.000Z",
         *         "credentials": {
         *           "password": "********",
         *           "username": "admin"
         *         },
         *         "enabled": true,
         *         "id": "cam-garage",
         *         "jobs": 3,
         *         "lastSeenAt": "2026-03-02T08:12:40.000Z",
         *         "location": "North-east corner",
         *         "maxConnections": 4,
         *         "model": "DS-2CD2143G2-I",
         *         "name": "Garage",
         *         "protocol": "rtsp",
         *         "relay": "auto",
         *         "restarts": [
         *           "job-garage-workhours"
         *         ],
         *         "siteId": "default",
         *         "state": "online",
         *         "stateSince": "2026-03-02T06:00:01.000Z",
         *         "streamCredentials": {},
         *         "streams": {
         *           "main": "rtsp://192.168.1.100:554/stream1",
         *           "sub": "rtsp://192.168.1.100:554/stream2"
         *         },
         *         "tags": [
         *           "outside",
         *           "garage"
         *         ],
         *         "uid": "0199c0de-0000-7000-8000-000000000011",
         *         "updatedAt": "2026-03-01T09:00:00.000Z"
         *       },
         *       "forced": false,
         *       "streams": [
         *         {
         *           "audioCodec": "aac",
         *           "codec": "h264",
         *           "fps": 25,
         *           "height": 1440,
         *           "ok": true,
         *           "seconds": 0.81,
         *           "stream": "main",
         *           "width": 2560
         *         }
         *       ]
         *     }
         */
        Replaced: {
            camera: components["schemas"]["CameraAfterChange"];
            /** Forced */
            forced: boolean;
            /** Streams */
            streams: components["schemas"]["StreamResult"][];
        };
        /**
         * Replacement
         * @description The device that takes a camera's place: its host, or all of its addresses, and how one signs in if otherwise.
         * @example {
         *       "host": "192.168.1.77",
         *       "keepCredentials": true
         *     }
         */
        Replacement: {
            credentials?: components["schemas"]["Credentials"] | null;
            /**
             * Force
             * @description Replace it even if the new one does not answer.
             * @default false
             */
            force: boolean;
            /** Host */
            host?: string | null;
            /**
             * Keepcredentials
             * @description Whether a stored password may be sent to a host that was none of the camera's; without, it must be given anew.
             * @default false
             */
            keepCredentials: boolean;
            /** Model */
            model?: string | null;
            /** Streams */
            streams?: {
                [key: string]: string;
            } | null;
        };
        /**
         * Retention
         * @description How long, or how much; what is null does not limit.
         */
        Retention: {
            /**
             * Maxdays
             * @description Age in days; older files are deleted.
             */
            maxDays?: number | null;
            /**
             * Maxsizegb
             * @description Volume in 10⁹ bytes; over it the oldest files are deleted.
             */
            maxSizeGB?: number | null;
        };
        /**
         * RetentionFields
         * @description How long the job's files are kept; a limit that is missing does not limit.
         */
        RetentionFields: {
            /** Maxdays */
            maxDays?: number | null;
            /** Maxsizegb */
            maxSizeGB?: number | null;
        };
        /**
         * Role
         * @description What somebody is here for.
         * @enum {string}
         */
        Role: "ADMIN" | "EDITOR" | "VIEWER";
        /**
         * RootAnswer
         * @description A folder in which recordings may lie, or a disk mounted below one.
         * @example {
         *       "base": true,
         *       "bytes": 812000000000,
         *       "files": 5312,
         *       "id": "0198f2c4-6f7a-7d31-9c11-5f0a8f9f0a11",
         *       "ok": false,
         *       "path": "/data/camcron",
         *       "reason": "/data/camcron lacks its marker .regie/root.json: is its disk mounted?",
         *       "state": "unmarked"
         *     }
         */
        RootAnswer: {
            /** Base */
            base: boolean;
            /** Bytes */
            bytes: number;
            /** Files */
            files: number;
            /** Freebytes */
            freeBytes: number | null;
            /** Id */
            id: string | null;
            /** Ok */
            ok: boolean;
            /** Path */
            path: string;
            /** Reason */
            reason: string | null;
            /** State */
            state: string;
            /** Totalbytes */
            totalBytes: number | null;
        };
        /**
         * Rule
         * @description By what a file was deleted.
         * @enum {string}
         */
        Rule: "maxDays" | "maxSizeGB" | "reserve" | "timelapse" | "person";
        /**
         * RuleAnswer
         * @description A rule as it is kept.
         * @example {
         *       "cameras": [
         *         "gate"
         *       ],
         *       "channels": [
         *         "0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10"
         *       ],
         *       "cooldownSeconds": 300,
         *       "createdAt": "2026-03-02T07:14:09.120Z",
         *       "enabled": true,
         *       "hours": {
         *         "end": "06:00",
         *         "start": "22:00",
         *         "timezone": "Europe/Paris"
         *       },
         *       "id": "0196f3c1-9999-7c31-9d0a-5a2f6f2f9b10",
         *       "kinds": [
         *         "motion",
         *         "cameraOffline"
         *       ],
         *       "levels": [
         *         "alert"
         *       ],
         *       "name": "Doors at night",
         *       "updatedAt": "2026-03-02T07:14:09.120Z"
         *     }
         */
        RuleAnswer: {
            /**
             * Cameras
             * @description By `id`.
             */
            cameras?: string[];
            /**
             * Channels
             * @description Ids.
             */
            channels: string[];
            /**
             * Cooldownseconds
             * @description At least so long between two messages of one kind about one thing.
             * @default 0
             */
            cooldownSeconds: number;
            /** Createdat */
            createdAt: string;
            /**
             * Digestminutes
             * @description Gather for so long after the first event, then send one message.
             * @default 0
             */
            digestMinutes: number;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            hours?: components["schemas"]["Hours"] | null;
            /** Id */
            id: string;
            /**
             * Jobs
             * @description By `id`.
             */
            jobs?: string[];
            /** Kinds */
            kinds?: string[];
            /** Levels */
            levels?: ("activity" | "alert")[];
            /** Name */
            name: string;
            /**
             * Recoveries
             * @description Whether the end of an alert that it tells is told too.
             * @default true
             */
            recoveries: boolean;
            /**
             * Sites
             * @description By `id`.
             */
            sites?: string[];
            /**
             * Tags
             * @description One of the camera's is enough.
             */
            tags?: string[];
            /** Updatedat */
            updatedAt: string;
        };
        /**
         * RuleFields
         * @description Which events go to which channels. A list that is empty or left out leaves out nothing.
         * @example {
         *       "cameras": [
         *         "gate"
         *       ],
         *       "channels": [
         *         "0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10"
         *       ],
         *       "cooldownSeconds": 300,
         *       "enabled": true,
         *       "hours": {
         *         "end": "06:00",
         *         "start": "22:00",
         *         "timezone": "Europe/Paris"
         *       },
         *       "kinds": [
         *         "motion",
         *         "cameraOffline"
         *       ],
         *       "levels": [
         *         "alert"
         *       ],
         *       "name": "Doors at night"
         *     }
         */
        RuleFields: {
            /**
             * Cameras
             * @description By `id`.
             */
            cameras?: string[];
            /**
             * Channels
             * @description Ids.
             */
            channels: string[];
            /**
             * Cooldownseconds
             * @description At least so long between two messages of one kind about one thing.
             * @default 0
             */
            cooldownSeconds: number;
            /**
             * Digestminutes
             * @description Gather for so long after the first event, then send one message.
             * @default 0
             */
            digestMinutes: number;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            hours?: components["schemas"]["Hours"] | null;
            /**
             * Jobs
             * @description By `id`.
             */
            jobs?: string[];
            /** Kinds */
            kinds?: string[];
            /** Levels */
            levels?: ("activity" | "alert")[];
            /** Name */
            name: string;
            /**
             * Recoveries
             * @description Whether the end of an alert that it tells is told too.
             * @default true
             */
            recoveries: boolean;
            /**
             * Sites
             * @description By `id`.
             */
            sites?: string[];
            /**
             * Tags
             * @description One of the camera's is enough.
             */
            tags?: string[];
        };
        /**
         * RunAnswer
         * @description One execution, or several instants that nothing came of.
         * @example {
         *       "attempts": 1,
         *       "bytes": 1824000000,
         *       "files": 1,
         *       "id": "0199c0de-0000-7000-8000-000000000021",
         *       "scheduledAt": "2026-03-02T07:00:00.000Z",
         *       "startedAt": "2026-03-02T06:59:58.100Z",
         *       "status": "running",
         *       "ticks": 1,
         *       "trigger": "schedule"
         *     }
         */
        RunAnswer: {
            /** Attempts */
            attempts: number;
            /** Bytes */
            bytes: number;
            /** Endedat */
            endedAt: string | null;
            /** Files */
            files: number;
            /** Id */
            id: string;
            /** Reason */
            reason: string | null;
            /** Reasoncode */
            reasonCode?: string | null;
            /** Scheduledat */
            scheduledAt: string | null;
            /** Startedat */
            startedAt: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "running" | "success" | "stopped" | "failed" | "missed" | "skipped" | "interrupted";
            /** Ticks */
            ticks: number;
            /**
             * Trigger
             * @enum {string}
             */
            trigger: "schedule" | "manual" | "resume" | "catchUp";
            /**
             * Waitedfor
             * @description What stood between its start and its first frame.
             */
            waitedFor?: string | null;
            /** Waitedreason */
            waitedReason?: string | null;
        };
        /**
         * RunNow
         * @description Run retention now.
         * @example {
         *       "trustClock": false
         *     }
         */
        RunNow: {
            /**
             * Trustclock
             * @default false
             */
            trustClock: boolean;
        };
        /**
         * SavedJob
         * @description A job after it was saved: what deserves a second look, and what restarts.
         * @example {
         *       "action": "record",
         *       "cameraId": "cam-garage",
         *       "cameraName": "Garage",
         *       "createdAt": "2026-03-01T09:00:00.000Z",
         *       "effectiveRetention": {
         *         "maxDays": 14
         *       },
         *       "enabled": true,
         *       "id": "job-garage-workhours",
         *       "lastRun": {
         *         "attempts": 1,
         *         "bytes": 1824000000,
         *         "files": 1,
         *         "id": "0199c0de-0000-7000-8000-000000000021",
         *         "scheduledAt": "2026-03-02T07:00:00.000Z",
         *         "startedAt": "2026-03-02T06:59:58.100Z",
         *         "status": "running",
         *         "ticks": 1,
         *         "trigger": "schedule"
         *       },
         *       "latestFile": {
         *         "durationSeconds": 3600.04,
         *         "format": "mp4",
         *         "id": "0199c0de-0000-7000-8000-000000000071",
         *         "sizeBytes": 1824000000,
         *         "startedAt": "2026-03-02T06:59:59.400Z"
         *       },
         *       "maxRetries": 3,
         *       "name": "Garage, working hours",
         *       "nextRunAt": "2026-03-03T07:00:00.000Z",
         *       "output": {
         *         "directory": "{cameraName}/{year}/{month}/{day}",
         *         "filenamePattern": "{cameraName}_{timestamp}",
         *         "format": "mp4",
         *         "segmentDuration": 3600
         *       },
         *       "priority": 0,
         *       "processConfig": {
         *         "codec": "copy"
         *       },
         *       "restarts": [
         *         "job-garage-workhours"
         *       ],
         *       "retention": {
         *         "maxDays": 14
         *       },
         *       "schedule": {
         *         "cron": "0 8 * * 1-5",
         *         "cronStop": "0 18 * * 1-5",
         *         "triggerType": "continuous"
         *       },
         *       "state": "running",
         *       "stateSince": "2026-03-02T06:59:59.400Z",
         *       "streamKey": "main",
         *       "strictBounds": false,
         *       "uid": "0199c0de-0000-7000-8000-000000000012",
         *       "updatedAt": "2026-03-01T09:00:00.000Z",
         *       "warnings": [],
         *       "zone": "Europe/Paris"
         *     }
         */
        SavedJob: {
            /**
             * Action
             * @enum {string}
             */
            action: "record" | "snapshot" | "timelapse" | "detect_motion" | "test_connection" | "custom_command";
            /** Cameraid */
            cameraId: string;
            /** Cameraname */
            cameraName: string;
            /** Createdat */
            createdAt: string;
            effectiveRetention: components["schemas"]["Retention"];
            /** Enabled */
            enabled: boolean;
            /** Id */
            id: string;
            lastRun: components["schemas"]["RunAnswer"] | null;
            latestFile: components["schemas"]["LatestFile"] | null;
            /** Maxretries */
            maxRetries: number;
            /** Name */
            name: string;
            /** Nextrunat */
            nextRunAt: string | null;
            /** Nexttryat */
            nextTryAt: string | null;
            /** Output */
            output: {
                [key: string]: unknown;
            } | null;
            /** Priority */
            priority: number;
            /** Processconfig */
            processConfig: {
                [key: string]: unknown;
            };
            /** Reason */
            reason: string | null;
            /** Reasoncode */
            reasonCode: string | null;
            /** Restarts */
            restarts?: string[];
            /** Retention */
            retention: {
                [key: string]: unknown;
            } | null;
            /** Schedule */
            schedule: {
                [key: string]: unknown;
            };
            /**
             * State
             * @enum {string}
             */
            state: "disabled" | "blocked" | "idle" | "waiting" | "starting" | "running" | "stalled" | "retrying" | "stopping" | "failed";
            /** Statesince */
            stateSince: string | null;
            /** Streamkey */
            streamKey: string | null;
            /** Streamurl */
            streamUrl: string | null;
            /** Strictbounds */
            strictBounds: boolean;
            /** Timezone */
            timezone: string | null;
            /** Uid */
            uid: string;
            /** Updatedat */
            updatedAt: string;
            /** Warnings */
            warnings?: components["schemas"]["Warned"][];
            /** Zone */
            zone: string;
        };
        /**
         * ScheduleFields
         * @description When.
         */
        ScheduleFields: {
            /** Catchup */
            catchUp?: boolean | null;
            /** Cron */
            cron?: string | null;
            /** Cronstop */
            cronStop?: string | null;
            /** Duration */
            duration?: number | null;
            /** Excludedates */
            excludeDates?: string[] | null;
            period?: components["schemas"]["PeriodFields"] | null;
            /** Triggertype */
            triggerType?: ("continuous" | "oneshot" | "duration") | null;
        };
        /**
         * ScopeAnswer
         * @description Whose jobs; one of these, the others null.
         */
        ScopeAnswer: {
            /** Cameraid */
            cameraId?: string | null;
            /** Jobid */
            jobId?: string | null;
            /** Siteid */
            siteId?: string | null;
            /** Tag */
            tag?: string | null;
        };
        /**
         * ScopeFields
         * @description Whose jobs: exactly one of these.
         */
        ScopeFields: {
            /** Cameraid */
            cameraId?: string | null;
            /** Jobid */
            jobId?: string | null;
            /** Siteid */
            siteId?: string | null;
            /** Tag */
            tag?: string | null;
        };
        /**
         * SeriesAnswer
         * @description One value each `step` seconds from `from` on; null where nothing was measured: nothing ran, or nobody was there.
         *
         *     `cpu` is percent of one core, `memory` bytes, `disk` bytes written a second, `bandwidth` bytes a second from cameras
         *     (what a recording writes, where the system does not count what comes: over UDP, and on other systems than Linux).
         * @example {
         *       "from": "2026-03-02T08:00:00.000Z",
         *       "id": "job-garage",
         *       "scope": "job",
         *       "step": 10,
         *       "to": "2026-03-02T08:00:30.000Z",
         *       "values": {
         *         "bandwidth": [
         *           514000,
         *           500100,
         *           null
         *         ],
         *         "cpu": [
         *           0.5,
         *           0.4,
         *           null
         *         ],
         *         "disk": [
         *           512000,
         *           498000,
         *           null
         *         ],
         *         "memory": [
         *           29360128,
         *           29360128,
         *           null
         *         ]
         *       }
         *     }
         */
        SeriesAnswer: {
            /** From */
            from: string;
            /** Id */
            id: string | null;
            /**
             * Scope
             * @enum {string}
             */
            scope: "total" | "camera" | "job";
            /** Step */
            step: number;
            /** To */
            to: string;
            /** Values */
            values: {
                [key: string]: (number | null)[];
            };
        };
        /**
         * SessionAnswer
         * @description Who is signed in. Requests that change something send `csrf` as the header X-CSRF-Token.
         * @example {
         *       "csrf": "q8m0Vb3tR2",
         *       "permissions": [
         *         "cameras.read",
         *         "cameras.write"
         *       ],
         *       "timeout": 3600,
         *       "user": {
         *         "createdAt": "2026-03-01T09:00:00.000Z",
         *         "disabled": false,
         *         "email": "ana@example.org",
         *         "id": "0199c0de-0000-7000-8000-000000000001",
         *         "lastLoginAt": "2026-03-02T07:58:12.000Z",
         *         "role": "ADMIN",
         *         "updatedAt": "2026-03-01T09:00:00.000Z",
         *         "username": "ana"
         *       }
         *     }
         */
        SessionAnswer: {
            /** Csrf */
            csrf: string | null;
            /** Permissions */
            permissions: string[];
            /** Timeout */
            timeout: number;
            user: components["schemas"]["UserAnswer"];
        };
        /**
         * SessionRow
         * @description A browser in which somebody is signed in.
         * @example {
         *       "address": "192.168.1.20",
         *       "createdAt": "2026-03-02T07:58:12.000Z",
         *       "current": true,
         *       "expiresAt": "2026-03-02T09:12:44.000Z",
         *       "id": "0199c0de-0000-7000-8000-000000000062",
         *       "lastSeenAt": "2026-03-02T08:12:44.000Z",
         *       "userAgent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
         *       "userId": "0199c0de-0000-7000-8000-000000000001"
         *     }
         */
        SessionRow: {
            /** Address */
            address: string | null;
            /** Createdat */
            createdAt: string;
            /**
             * Current
             * @default false
             */
            current: boolean;
            /** Expiresat */
            expiresAt: string;
            /** Id */
            id: string;
            /** Lastseenat */
            lastSeenAt: string;
            /** Useragent */
            userAgent: string | null;
            /** Userid */
            userId: string;
        };
        /**
         * SettingAnswer
         * @description What there is to know of one setting beside its value.
         * @example {
         *       "atOnce": true,
         *       "choices": [],
         *       "default": 5,
         *       "key": "storage.lowSpacePercent",
         *       "kind": "number",
         *       "maximum": 50,
         *       "meaning": "Below so much free space of a disk an alert is told; 0: never.",
         *       "minimum": 0,
         *       "nullable": false,
         *       "secret": false,
         *       "variable": "REGIE_STORAGE__LOW_SPACE_PERCENT"
         *     }
         */
        SettingAnswer: {
            /** Atonce */
            atOnce: boolean;
            /** Choices */
            choices: string[];
            /** Default */
            default: unknown;
            /** Key */
            key: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "text" | "whole" | "number" | "switch" | "list" | "choice";
            /** Maximum */
            maximum: number | null;
            /** Meaning */
            meaning: string;
            /** Minimum */
            minimum: number | null;
            /** Nullable */
            nullable: boolean;
            /** Secret */
            secret: boolean;
            /** Variable */
            variable: string;
        };
        /**
         * Setup
         * @description The first administrator.
         * @example {
         *       "code": "K7QF-9M2X",
         *       "email": "ana@example.org",
         *       "password": "correct horse battery staple",
         *       "username": "ana"
         *     }
         */
        Setup: {
            /**
             * Code
             * @description As printed by the server.
             */
            code: string;
            /** Email */
            email?: string | null;
            /**
             * Password
             * Format: password
             */
            password: string;
            /**
             * Username
             * @description Letters, digits, spaces and .'-; unique however capitals are written.
             */
            username: string;
        };
        /**
         * SetupState
         * @description Whether the first administrator is still to be named.
         * @example {
         *       "needed": true
         *     }
         */
        SetupState: {
            /** Needed */
            needed: boolean;
        };
        /**
         * Several
         * @description Alerts to acknowledge.
         * @example {
         *       "ids": [
         *         "0196f3c1-7a40-7c31-9d0a-5a2f6f2f9b10"
         *       ]
         *     }
         */
        Several: {
            /** Ids */
            ids: string[];
        };
        /**
         * ShownCredentials
         * @description The user's name, and that there is a password.
         */
        ShownCredentials: {
            /** Password */
            password: string | null;
            /** Username */
            username: string;
        };
        /**
         * SiteAnswer
         * @description A place with a time zone.
         * @example {
         *       "address": "12 rue du Port",
         *       "city": "Lyon",
         *       "contactEmail": "ana@example.org",
         *       "contactName": "Ana Roux",
         *       "createdAt": "2026-03-01T09:00:00.000Z",
         *       "id": "workshop",
         *       "name": "Workshop",
         *       "timezone": "Europe/Paris",
         *       "uid": "0199c0de-0000-7000-8000-000000000051",
         *       "updatedAt": "2026-03-01T09:00:00.000Z"
         *     }
         */
        SiteAnswer: {
            /** Address */
            address: string | null;
            /** City */
            city: string | null;
            /** Contactemail */
            contactEmail: string | null;
            /** Contactname */
            contactName: string | null;
            /** Createdat */
            createdAt: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Timezone */
            timezone: string;
            /** Uid */
            uid: string;
            /** Updatedat */
            updatedAt: string;
        };
        /**
         * SiteChange
         * @description A site as it shall be from now on; the `id` may stand there but cannot change.
         * @example {
         *       "address": "12 rue du Port",
         *       "city": "Lyon",
         *       "contactEmail": "ana@example.org",
         *       "contactName": "Ana Roux",
         *       "id": "workshop",
         *       "name": "Workshop",
         *       "timezone": "Europe/Paris"
         *     }
         */
        SiteChange: {
            /** Address */
            address?: string | null;
            /** City */
            city?: string | null;
            /** Contactemail */
            contactEmail?: string | null;
            /** Contactname */
            contactName?: string | null;
            /** Id */
            id?: string | null;
            /** Name */
            name: string;
            /**
             * Timezone
             * @description An IANA name, such as Europe/Paris.
             */
            timezone: string;
        };
        /**
         * SpanAnswer
         * @description What was recorded without a break, or with breaks too short to see; one picture has no length.
         */
        SpanAnswer: {
            /** Bytes */
            bytes: number;
            /** End */
            end: string;
            /** Fileids */
            fileIds: string[];
            /** Files */
            files: number;
            /** Seconds */
            seconds: number;
            /** Start */
            start: string;
        };
        /**
         * StatusAnswer
         * @description The whole system.
         * @example {
         *       "at": "2026-03-02T08:12:44.000Z",
         *       "cameras": {
         *         "disabled": 0,
         *         "offline": 0,
         *         "online": 2,
         *         "total": 2,
         *         "unknown": 0
         *       },
         *       "jobs": {
         *         "blocked": 0,
         *         "disabled": 1,
         *         "failed": 0,
         *         "idle": 2,
         *         "retrying": 0,
         *         "running": 1,
         *         "total": 4,
         *         "waiting": 0
         *       },
         *       "processes": {
         *         "count": 1,
         *         "cpuPercent": 0.5,
         *         "memoryBytes": 29360128
         *       },
         *       "startedAt": "2026-03-02T07:00:00.000Z",
         *       "storage": {
         *         "files": 1440,
         *         "freeBytes": 1500000000000,
         *         "recordedBytes": 321000000000,
         *         "totalBytes": 2000000000000,
         *         "volumes": []
         *       },
         *       "version": "0.1.0",
         *       "warnings": []
         *     }
         */
        StatusAnswer: {
            /** At */
            at: string;
            cameras: components["schemas"]["CameraCounts"];
            jobs: components["schemas"]["JobCounts"];
            processes: components["schemas"]["ProcessFacts"];
            /** Startedat */
            startedAt: string;
            storage: components["schemas"]["StorageFacts"];
            /** Version */
            version: string;
            /** Warnings */
            warnings: string[];
        };
        /**
         * StorageAnswer
         * @description Disks, jobs and cameras.
         * @example {
         *       "cameras": [
         *         {
         *           "bytes": 321000000000,
         *           "cameraId": "cam-garage",
         *           "cameraName": "Caméra Garage",
         *           "deleted": false,
         *           "files": 1440
         *         }
         *       ],
         *       "files": 1440,
         *       "freeBytes": 1500000000000,
         *       "fullAt": "2026-05-02T10:00:00.000Z",
         *       "jobs": [
         *         {
         *           "bytes": 321000000000,
         *           "cameraId": "cam-garage",
         *           "deleted": false,
         *           "files": 1440,
         *           "gbPerDay": 21.4,
         *           "jobId": "garage-jour",
         *           "jobName": "Garage jour",
         *           "oldestAt": "2026-03-01T00:00:00.000Z",
         *           "protectedBytes": 0,
         *           "retention": {
         *             "maxDays": 90
         *           }
         *         }
         *       ],
         *       "recordedBytes": 321000000000,
         *       "totalBytes": 2000000000000,
         *       "volumes": [
         *         {
         *           "files": 1440,
         *           "freeBytes": 1500000000000,
         *           "fullAt": "2026-05-02T10:00:00.000Z",
         *           "ok": true,
         *           "path": "/data/camcron",
         *           "recordedBytes": 321000000000,
         *           "reserveBytes": 891666666,
         *           "totalBytes": 2000000000000,
         *           "writeBytesPerSecond": 247685.2
         *         }
         *       ]
         *     }
         */
        StorageAnswer: {
            /** Cameras */
            cameras: components["schemas"]["CameraStorage"][];
            /** Files */
            files: number;
            /**
             * Freebytes
             * @description Of the disk with the least left.
             */
            freeBytes: number | null;
            /**
             * Fullat
             * @description When the first disk is full; null: retention balances it.
             */
            fullAt: string | null;
            /** Jobs */
            jobs: components["schemas"]["JobStorage"][];
            /** Recordedbytes */
            recordedBytes: number;
            /** Totalbytes */
            totalBytes: number | null;
            /** Volumes */
            volumes: components["schemas"]["VolumeFacts"][];
        };
        /**
         * StorageFacts
         * @description What recordings take.
         */
        StorageFacts: {
            /** Files */
            files: number;
            /**
             * Freebytes
             * @description Of the disk with the least left.
             */
            freeBytes: number | null;
            /**
             * Fullat
             * @description When the first disk is full; null: retention balances it.
             */
            fullAt: string | null;
            /** Recordedbytes */
            recordedBytes: number;
            /** Totalbytes */
            totalBytes: number | null;
            /** Volumes */
            volumes: components["schemas"]["VolumeFacts"][];
        };
        /**
         * StreamCodecs
         * @description What a stream consisted of when it was last looked at.
         */
        StreamCodecs: {
            /** Audio */
            audio: string | null;
            /** Stream */
            stream: string;
            /** Video */
            video: string | null;
        };
        /**
         * StreamResult
         * @description What one stream answered.
         */
        StreamResult: {
            /** Audiocodec */
            audioCodec?: string | null;
            /** Codec */
            codec?: string | null;
            /** Fps */
            fps?: number | null;
            /** Height */
            height?: number | null;
            /** Ok */
            ok: boolean;
            /** Reason */
            reason?: string | null;
            /** Reasoncode */
            reasonCode?: string | null;
            /** Seconds */
            seconds: number;
            /** Stream */
            stream: string;
            /** Width */
            width?: number | null;
        };
        /**
         * TaskAnswer
         * @description A task as its latest attempt says.
         * @example {
         *       "arguments": {
         *         "export_id": "0199c0de-0000-7000-8000-000000000041"
         *       },
         *       "attempt": 1,
         *       "createdAt": "2026-03-02T08:12:44.120Z",
         *       "id": "0199c0de-0000-7000-8000-000000000041",
         *       "name": "cam.export",
         *       "note": "5 of 12 files",
         *       "progress": 0.42,
         *       "startedAt": "2026-03-02T08:12:44.610Z",
         *       "state": "running"
         *     }
         */
        TaskAnswer: {
            /** Arguments */
            arguments: {
                [key: string]: unknown;
            };
            /** Attempt */
            attempt: number;
            /** Createdat */
            createdAt: string | null;
            /** Dueat */
            dueAt: string | null;
            /** Endedat */
            endedAt: string | null;
            /** Id */
            id: string;
            /** Key */
            key: string | null;
            /** Name */
            name: string;
            /** Note */
            note: string | null;
            /** Progress */
            progress: number | null;
            /** Reason */
            reason: string | null;
            /** Result */
            result: unknown;
            /** Startedat */
            startedAt: string | null;
            state: components["schemas"]["TaskState"];
        };
        /**
         * TaskState
         * @description What people are told of a task.
         * @enum {string}
         */
        TaskState: "waiting" | "queued" | "running" | "done" | "failed" | "cancelled";
        /**
         * TemplateAnswer
         * @description A template.
         * @example {
         *       "createdAt": "2026-03-02T07:00:00Z",
         *       "id": "office-hours",
         *       "job": {
         *         "action": "record",
         *         "name": "{cameraName}, office hours",
         *         "retention": {
         *           "maxDays": 30
         *         },
         *         "schedule": {
         *           "cron": "0 8 * * 1-5",
         *           "cronStop": "0 18 * * 1-5"
         *         }
         *       },
         *       "name": "Office hours",
         *       "uid": "01900000-0000-7000-8000-000000000000",
         *       "updatedAt": "2026-03-02T07:00:00Z"
         *     }
         */
        TemplateAnswer: {
            /** Createdat */
            createdAt: string;
            /** Id */
            id: string;
            /** Job */
            job: {
                [key: string]: unknown;
            };
            /** Name */
            name: string;
            /** Uid */
            uid: string;
            /** Updatedat */
            updatedAt: string;
        };
        /**
         * TemplateFields
         * @description A template as it shall be.
         * @example {
         *       "job": {
         *         "action": "record",
         *         "name": "{cameraName}, office hours",
         *         "retention": {
         *           "maxDays": 30
         *         },
         *         "schedule": {
         *           "cron": "0 8 * * 1-5",
         *           "cronStop": "0 18 * * 1-5"
         *         }
         *       },
         *       "name": "Office hours"
         *     }
         */
        TemplateFields: {
            /** Id */
            id?: string | null;
            job: components["schemas"]["TemplateJob"];
            /** Name */
            name: string;
        };
        /**
         * TemplateFromJob
         * @description How a template that is made of a job is called.
         * @example {
         *       "id": "working-hours",
         *       "name": "Working hours"
         *     }
         */
        TemplateFromJob: {
            /** Id */
            id?: string | null;
            /** Name */
            name?: string | null;
        };
        /**
         * TemplateJob
         * @description A job without a camera: what an answer of a job says of its camera is dropped.
         */
        TemplateJob: {
            /**
             * Action
             * @enum {string}
             */
            action: "record" | "snapshot" | "timelapse" | "detect_motion" | "test_connection" | "custom_command";
            /**
             * Cameraid
             * @default
             */
            cameraId: string;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Maxretries
             * @default 3
             */
            maxRetries: number;
            /**
             * Name
             * @default {cameraName}
             */
            name: string;
            output?: components["schemas"]["OutputFields"] | null;
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /**
             * @default {
             *       "audio": "auto",
             *       "extraArgs": []
             *     }
             */
            processConfig: components["schemas"]["ProcessFields"];
            retention?: components["schemas"]["RetentionFields"] | null;
            schedule: components["schemas"]["ScheduleFields"];
            /** Streamkey */
            streamKey?: string | null;
            /** Streamurl */
            streamUrl?: string | null;
            /**
             * Strictbounds
             * @default false
             */
            strictBounds: boolean;
            /** Timezone */
            timezone?: string | null;
        };
        /**
         * TestAnswer
         * @description A connectivity test: the camera answers if each tested stream does.
         * @example {
         *       "at": "2026-03-02T08:12:40.000Z",
         *       "ok": true,
         *       "streams": [
         *         {
         *           "audioCodec": "aac",
         *           "codec": "h264",
         *           "fps": 25,
         *           "height": 1440,
         *           "ok": true,
         *           "seconds": 0.81,
         *           "stream": "main",
         *           "width": 2560
         *         }
         *       ]
         *     }
         */
        TestAnswer: {
            /** At */
            at: string;
            /** Ok */
            ok: boolean;
            /** Streams */
            streams: components["schemas"]["StreamResult"][];
        };
        /**
         * TimelapseFields
         * @description What becomes of the pictures of a `timelapse` job.
         */
        TimelapseFields: {
            /**
             * Assemble
             * @default day
             * @enum {string}
             */
            assemble: "day" | "period" | "manual";
            /**
             * Framerate
             * @description Pictures a second of the film.
             * @default 25
             */
            frameRate: number;
            /**
             * Keepframes
             * @default true
             */
            keepFrames: boolean;
            /**
             * Skipnight
             * @default false
             */
            skipNight: boolean;
        };
        /**
         * TimelineAnswer
         * @description All that was recorded of a camera in a span, a lane for each job, deleted ones too.
         * @example {
         *       "cameraId": "yard",
         *       "from": "2026-03-02T07:00:00.000Z",
         *       "lanes": [
         *         {
         *           "action": "record",
         *           "deleted": false,
         *           "gaps": [
         *             {
         *               "cause": "cameraOffline",
         *               "end": "2026-03-02T17:00:00.000Z",
         *               "reason": "The camera does not answer.",
         *               "start": "2026-03-02T16:00:00.000Z"
         *             }
         *           ],
         *           "jobId": "yard-days",
         *           "name": "Yard, days",
         *           "ofInstants": false,
         *           "spans": [
         *             {
         *               "bytes": 16200000000,
         *               "end": "2026-03-02T16:00:00.000Z",
         *               "fileIds": [
         *                 "01900000-0000-7000-8000-000000000001"
         *               ],
         *               "files": 36,
         *               "seconds": 32400,
         *               "start": "2026-03-02T07:00:00.000Z"
         *             }
         *           ],
         *           "uid": "01900000-0000-7000-8000-000000000000"
         *         }
         *       ],
         *       "marks": [],
         *       "resolution": 2,
         *       "to": "2026-03-02T17:00:00.000Z"
         *     }
         */
        TimelineAnswer: {
            /** Cameraid */
            cameraId: string;
            /** From */
            from: string;
            /** Lanes */
            lanes: components["schemas"]["LaneAnswer"][];
            /** Marks */
            marks: components["schemas"]["MarkAnswer"][];
            /** Resolution */
            resolution: number;
            /** To */
            to: string;
        };
        /**
         * TokenAnswer
         * @description A JWT: send it as `Authorization: Bearer …`.
         * @example {
         *       "expiresAt": "2026-03-02T09:00:00.000Z",
         *       "token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…",
         *       "user": {
         *         "createdAt": "2026-03-01T09:00:00.000Z",
         *         "disabled": false,
         *         "email": "ana@example.org",
         *         "id": "0199c0de-0000-7000-8000-000000000001",
         *         "lastLoginAt": "2026-03-02T07:58:12.000Z",
         *         "role": "ADMIN",
         *         "updatedAt": "2026-03-01T09:00:00.000Z",
         *         "username": "ana"
         *       }
         *     }
         */
        TokenAnswer: {
            /** Expiresat */
            expiresAt: string;
            /** Token */
            token: string;
            user: components["schemas"]["UserAnswer"];
        };
        /**
         * TokenRow
         * @description An API token, without the token.
         * @example {
         *       "createdAt": "2026-03-01T09:10:00.000Z",
         *       "id": "0199c0de-0000-7000-8000-000000000061",
         *       "lastUsedAt": "2026-03-02T08:00:03.000Z",
         *       "name": "home automation",
         *       "prefix": "regie_3fK9",
         *       "scopes": [
         *         "cameras.read",
         *         "jobs.run"
         *       ],
         *       "userId": "0199c0de-0000-7000-8000-000000000001"
         *     }
         */
        TokenRow: {
            /** Createdat */
            createdAt: string;
            /** Expiresat */
            expiresAt: string | null;
            /** Id */
            id: string;
            /** Lastusedat */
            lastUsedAt: string | null;
            /** Name */
            name: string;
            /** Prefix */
            prefix: string;
            /** Revokedat */
            revokedAt: string | null;
            /** Scopes */
            scopes: string[];
            /** Userid */
            userId: string;
        };
        /**
         * TrialAnswer
         * @description What really happened when it was tried.
         * @example {
         *       "code": "535",
         *       "milliseconds": 412,
         *       "ok": false,
         *       "sentence": "The server answered 535 bad login."
         *     }
         */
        TrialAnswer: {
            /** Code */
            code: string;
            /** Milliseconds */
            milliseconds: number;
            /** Ok */
            ok: boolean;
            /** Sentence */
            sentence: string;
        };
        /**
         * TriedStream
         * @description What one stream showed, with its first picture.
         */
        TriedStream: {
            /** Audiocodec */
            audioCodec?: string | null;
            /** Codec */
            codec?: string | null;
            /** Fps */
            fps?: number | null;
            /** Height */
            height?: number | null;
            /** Ok */
            ok: boolean;
            /** Picture */
            picture?: string | null;
            /** Reason */
            reason?: string | null;
            /** Reasoncode */
            reasonCode?: string | null;
            /** Seconds */
            seconds: number;
            /** Stream */
            stream: string;
            /** Width */
            width?: number | null;
        };
        /**
         * UserAnswer
         * @description Somebody who may sign in.
         * @example {
         *       "createdAt": "2026-03-01T09:00:00.000Z",
         *       "disabled": false,
         *       "email": "ana@example.org",
         *       "id": "0199c0de-0000-7000-8000-000000000001",
         *       "lastLoginAt": "2026-03-02T07:58:12.000Z",
         *       "role": "ADMIN",
         *       "updatedAt": "2026-03-01T09:00:00.000Z",
         *       "username": "ana"
         *     }
         */
        UserAnswer: {
            /** Createdat */
            createdAt: string;
            /** Disabled */
            disabled: boolean;
            /** Email */
            email: string | null;
            /** Id */
            id: string;
            /** Lastloginat */
            lastLoginAt: string | null;
            role: components["schemas"]["Role"];
            /** Updatedat */
            updatedAt: string;
            /** Username */
            username: string;
        };
        /**
         * UserChange
         * @description What somebody shall be from now on; a password that is left out stays.
         * @example {
         *       "disabled": false,
         *       "email": "leo@example.org",
         *       "role": "VIEWER",
         *       "username": "leo"
         *     }
         */
        UserChange: {
            /**
             * Disabled
             * @default false
             */
            disabled: boolean;
            /** Email */
            email?: string | null;
            /** Password */
            password?: string | null;
            role: components["schemas"]["Role"];
            /**
             * Username
             * @description Letters, digits, spaces and .'-; unique however capitals are written.
             */
            username: string;
        };
        /**
         * VolumeFacts
         * @description One folder that recordings lie in, with its disk. Folders on one disk share what is free.
         */
        VolumeFacts: {
            /**
             * Files
             * @default 0
             */
            files: number;
            /** Freebytes */
            freeBytes?: number | null;
            /** Fullat */
            fullAt?: string | null;
            /** Ok */
            ok: boolean;
            /** Path */
            path: string;
            /** Reason */
            reason?: string | null;
            /**
             * Recordedbytes
             * @default 0
             */
            recordedBytes: number;
            /** Reservebytes */
            reserveBytes?: number | null;
            /** Totalbytes */
            totalBytes?: number | null;
            /**
             * Writebytespersecond
             * @default 0
             */
            writeBytesPerSecond: number;
        };
        /**
         * Warned
         * @description Something that is allowed and probably not meant; `fix` are the fields of the job that would mean it.
         */
        Warned: {
            /** Code */
            code: string;
            /** Fix */
            fix?: {
                [key: string]: unknown;
            } | null;
            /** Message */
            message: string;
        };
        /**
         * WritingAnswer
         * @description What is recorded and whose file is still open: neither a span nor a gap.
         */
        WritingAnswer: {
            /** Closesat */
            closesAt: string | null;
            /** End */
            end: string;
            /** Start */
            start: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type SchemaAboutAnswer = components['schemas']['AboutAnswer'];
export type SchemaAdoptedRoot = components['schemas']['AdoptedRoot'];
export type SchemaAdoption = components['schemas']['Adoption'];
export type SchemaApplication = components['schemas']['Application'];
export type SchemaApplicationAnswer = components['schemas']['ApplicationAnswer'];
export type SchemaAttachDevice = components['schemas']['AttachDevice'];
export type SchemaAttemptRow = components['schemas']['AttemptRow'];
export type SchemaAuditRow = components['schemas']['AuditRow'];
export type SchemaBegun = components['schemas']['Begun'];
export type SchemaBulkAnswer = components['schemas']['BulkAnswer'];
export type SchemaBulkDeed = components['schemas']['BulkDeed'];
export type SchemaCameraAfterChange = components['schemas']['CameraAfterChange'];
export type SchemaCameraAnswer = components['schemas']['CameraAnswer'];
export type SchemaCameraChange = components['schemas']['CameraChange'];
export type SchemaCameraChangeAnswer = components['schemas']['CameraChangeAnswer'];
export type SchemaCameraCounts = components['schemas']['CameraCounts'];
export type SchemaCameraFacts = components['schemas']['CameraFacts'];
export type SchemaCameraNow = components['schemas']['CameraNow'];
export type SchemaCameraStorage = components['schemas']['CameraStorage'];
export type SchemaCameraTest = components['schemas']['CameraTest'];
export type SchemaCameraTrial = components['schemas']['CameraTrial'];
export type SchemaCameraTried = components['schemas']['CameraTried'];
export type SchemaCameraWithDevice = components['schemas']['CameraWithDevice'];
export type SchemaChangeAnswer = components['schemas']['ChangeAnswer'];
export type SchemaChangeRow = components['schemas']['ChangeRow'];
export type SchemaChannelAnswer = components['schemas']['ChannelAnswer'];
export type SchemaChannelFields = components['schemas']['ChannelFields'];
export type SchemaCounts = components['schemas']['Counts'];
export type SchemaCoverageAnswer = components['schemas']['CoverageAnswer'];
export type SchemaCredentials = components['schemas']['Credentials'];
export type SchemaDayAnswer = components['schemas']['DayAnswer'];
export type SchemaDaySum = components['schemas']['DaySum'];
export type SchemaDeedResult = components['schemas']['DeedResult'];
export type SchemaDeletedFiles = components['schemas']['DeletedFiles'];
export type SchemaDeliveryRow = components['schemas']['DeliveryRow'];
export type SchemaDeviceAddress = components['schemas']['DeviceAddress'];
export type SchemaDeviceAnswer = components['schemas']['DeviceAnswer'];
export type SchemaDiscovered = components['schemas']['Discovered'];
export type SchemaDiscoveries = components['schemas']['Discoveries'];
export type SchemaDiscovery = components['schemas']['Discovery'];
export type SchemaErrorsAnswer = components['schemas']['ErrorsAnswer'];
export type SchemaEventAnswer = components['schemas']['EventAnswer'];
export type SchemaExplainAnswer = components['schemas']['ExplainAnswer'];
export type SchemaExplainedFile = components['schemas']['ExplainedFile'];
export type SchemaExportAnswer = components['schemas']['ExportAnswer'];
export type SchemaExportedJob = components['schemas']['ExportedJob'];
export type SchemaExportGap = components['schemas']['ExportGap'];
export type SchemaExportRequest = components['schemas']['ExportRequest'];
export type SchemaExportWish = components['schemas']['ExportWish'];
export type SchemaFfmpegAnswer = components['schemas']['FfmpegAnswer'];
export type SchemaFileAnswer = components['schemas']['FileAnswer'];
export type SchemaFileDetail = components['schemas']['FileDetail'];
export type SchemaFileKind = components['schemas']['FileKind'];
export type SchemaFilesGoing = components['schemas']['FilesGoing'];
export type SchemaFilesSummary = components['schemas']['FilesSummary'];
export type SchemaFilesToDelete = components['schemas']['FilesToDelete'];
export type SchemaFilesToProtect = components['schemas']['FilesToProtect'];
export type SchemaFilesToZip = components['schemas']['FilesToZip'];
export type SchemaFilmAnswer = components['schemas']['FilmAnswer'];
export type SchemaFilmAsked = components['schemas']['FilmAsked'];
export type SchemaFilmPicture = components['schemas']['FilmPicture'];
export type SchemaFilmPreview = components['schemas']['FilmPreview'];
export type SchemaFindingAnswer = components['schemas']['FindingAnswer'];
export type SchemaGapAnswer = components['schemas']['GapAnswer'];
export type SchemaHealthAnswer = components['schemas']['HealthAnswer'];
export type SchemaHours = components['schemas']['Hours'];
export type SchemaImportAnswer = components['schemas']['ImportAnswer'];
export type SchemaInspected = components['schemas']['Inspected'];
export type SchemaJobAnswer = components['schemas']['JobAnswer'];
export type SchemaJobChange = components['schemas']['JobChange'];
export type SchemaJobCopy = components['schemas']['JobCopy'];
export type SchemaJobCounts = components['schemas']['JobCounts'];
export type SchemaJobFilter = components['schemas']['JobFilter'];
export type SchemaJobMetricsAnswer = components['schemas']['JobMetricsAnswer'];
export type SchemaJobNow = components['schemas']['JobNow'];
export type SchemaJobPlan = components['schemas']['JobPlan'];
export type SchemaJobPreview = components['schemas']['JobPreview'];
export type SchemaJobStorage = components['schemas']['JobStorage'];
export type SchemaJobSumAnswer = components['schemas']['JobSumAnswer'];
export type SchemaLaneAnswer = components['schemas']['LaneAnswer'];
export type SchemaLastLine = components['schemas']['LastLine'];
export type SchemaLastLines = components['schemas']['LastLines'];
export type SchemaLatestFile = components['schemas']['LatestFile'];
export type SchemaLedgerRow = components['schemas']['LedgerRow'];
export type SchemaLimited = components['schemas']['Limited'];
export type SchemaLineFault = components['schemas']['LineFault'];
export type SchemaListAnswer = components['schemas']['ListAnswer'];
export type SchemaListedCamera = components['schemas']['ListedCamera'];
export type SchemaLogin = components['schemas']['Login'];
export type SchemaLogLine = components['schemas']['LogLine'];
export type SchemaMade = components['schemas']['Made'];
export type SchemaMadeToken = components['schemas']['MadeToken'];
export type SchemaMarkAnswer = components['schemas']['MarkAnswer'];
export type SchemaMetricsAnswer = components['schemas']['MetricsAnswer'];
export type SchemaMotionAnswer = components['schemas']['MotionAnswer'];
export type SchemaMotionFields = components['schemas']['MotionFields'];
export type SchemaMotionPreview = components['schemas']['MotionPreview'];
export type SchemaMotionPreviewAnswer = components['schemas']['MotionPreviewAnswer'];
export type SchemaMove = components['schemas']['Move'];
export type SchemaNewCamera = components['schemas']['NewCamera'];
export type SchemaNewJob = components['schemas']['NewJob'];
export type SchemaNewOnvifCamera = components['schemas']['NewOnvifCamera'];
export type SchemaNewOverride = components['schemas']['NewOverride'];
export type SchemaNewPreset = components['schemas']['NewPreset'];
export type SchemaNewSite = components['schemas']['NewSite'];
export type SchemaNewToken = components['schemas']['NewToken'];
export type SchemaNewUser = components['schemas']['NewUser'];
export type SchemaNowAnswer = components['schemas']['NowAnswer'];
export type SchemaOldFile = components['schemas']['OldFile'];
export type SchemaOpenConnection = components['schemas']['OpenConnection'];
export type SchemaOutputFields = components['schemas']['OutputFields'];
export type SchemaOverrideAnswer = components['schemas']['OverrideAnswer'];
export type SchemaPackageAnswer = components['schemas']['PackageAnswer'];
export type SchemaPartAnswer = components['schemas']['PartAnswer'];
export type SchemaPasswordChange = components['schemas']['PasswordChange'];
export type SchemaPeriodFields = components['schemas']['PeriodFields'];
export type SchemaPlanAnswer = components['schemas']['PlanAnswer'];
export type SchemaPlanAsked = components['schemas']['PlanAsked'];
export type SchemaPlannedWindow = components['schemas']['PlannedWindow'];
export type SchemaPlanPreview = components['schemas']['PlanPreview'];
export type SchemaPosition = components['schemas']['Position'];
export type SchemaPreset = components['schemas']['Preset'];
export type SchemaProcessFacts = components['schemas']['ProcessFacts'];
export type SchemaProcessFields = components['schemas']['ProcessFields'];
export type SchemaProfile = components['schemas']['Profile'];
export type SchemaRead = components['schemas']['Read'];
export type SchemaRefusedFile = components['schemas']['RefusedFile'];
export type SchemaRegieCamcronRecordingsSchemasPreviewAnswer = components['schemas']['regie__camcron__recordings__schemas__PreviewAnswer'];
export type SchemaRegieCamcronRetentionSchemasPreviewAnswer = components['schemas']['regie__camcron__retention__schemas__PreviewAnswer'];
export type SchemaReplaced = components['schemas']['Replaced'];
export type SchemaReplacement = components['schemas']['Replacement'];
export type SchemaRetention = components['schemas']['Retention'];
export type SchemaRetentionFields = components['schemas']['RetentionFields'];
export type SchemaRole = components['schemas']['Role'];
export type SchemaRootAnswer = components['schemas']['RootAnswer'];
export type SchemaRule = components['schemas']['Rule'];
export type SchemaRuleAnswer = components['schemas']['RuleAnswer'];
export type SchemaRuleFields = components['schemas']['RuleFields'];
export type SchemaRunAnswer = components['schemas']['RunAnswer'];
export type SchemaRunNow = components['schemas']['RunNow'];
export type SchemaSavedJob = components['schemas']['SavedJob'];
export type SchemaScheduleFields = components['schemas']['ScheduleFields'];
export type SchemaScopeAnswer = components['schemas']['ScopeAnswer'];
export type SchemaScopeFields = components['schemas']['ScopeFields'];
export type SchemaSeriesAnswer = components['schemas']['SeriesAnswer'];
export type SchemaSessionAnswer = components['schemas']['SessionAnswer'];
export type SchemaSessionRow = components['schemas']['SessionRow'];
export type SchemaSettingAnswer = components['schemas']['SettingAnswer'];
export type SchemaSetup = components['schemas']['Setup'];
export type SchemaSetupState = components['schemas']['SetupState'];
export type SchemaSeveral = components['schemas']['Several'];
export type SchemaShownCredentials = components['schemas']['ShownCredentials'];
export type SchemaSiteAnswer = components['schemas']['SiteAnswer'];
export type SchemaSiteChange = components['schemas']['SiteChange'];
export type SchemaSpanAnswer = components['schemas']['SpanAnswer'];
export type SchemaStatusAnswer = components['schemas']['StatusAnswer'];
export type SchemaStorageAnswer = components['schemas']['StorageAnswer'];
export type SchemaStorageFacts = components['schemas']['StorageFacts'];
export type SchemaStreamCodecs = components['schemas']['StreamCodecs'];
export type SchemaStreamResult = components['schemas']['StreamResult'];
export type SchemaTaskAnswer = components['schemas']['TaskAnswer'];
export type SchemaTaskState = components['schemas']['TaskState'];
export type SchemaTemplateAnswer = components['schemas']['TemplateAnswer'];
export type SchemaTemplateFields = components['schemas']['TemplateFields'];
export type SchemaTemplateFromJob = components['schemas']['TemplateFromJob'];
export type SchemaTemplateJob = components['schemas']['TemplateJob'];
export type SchemaTestAnswer = components['schemas']['TestAnswer'];
export type SchemaTimelapseFields = components['schemas']['TimelapseFields'];
export type SchemaTimelineAnswer = components['schemas']['TimelineAnswer'];
export type SchemaTokenAnswer = components['schemas']['TokenAnswer'];
export type SchemaTokenRow = components['schemas']['TokenRow'];
export type SchemaTrialAnswer = components['schemas']['TrialAnswer'];
export type SchemaTriedStream = components['schemas']['TriedStream'];
export type SchemaUserAnswer = components['schemas']['UserAnswer'];
export type SchemaUserChange = components['schemas']['UserChange'];
export type SchemaVolumeFacts = components['schemas']['VolumeFacts'];
export type SchemaWarned = components['schemas']['Warned'];
export type SchemaWritingAnswer = components['schemas']['WritingAnswer'];
export type $defs = Record<string, never>;
export interface operations {
    get_about: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AboutAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_deeds: {
        parameters: {
            query?: {
                action?: string | null;
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                from?: string | null;
                how?: string | null;
                /** @description Rows in a page. */
                limit?: number;
                objectId?: string | null;
                /** @description camera, job, user, … */
                objectKind?: string | null;
                /** @description Part of a user's or an object's name. */
                q?: string | null;
                sort?: "newest" | "oldest";
                /** @description Exclusive. */
                to?: string | null;
                userId?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRow"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    open_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    close_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                sort?: "-lastSeenAt" | "lastSeenAt" | "-createdAt" | "createdAt";
                /** @description Another user's, or * for everybody's. */
                userId?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionRow"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_cameras: {
        parameters: {
            query?: {
                enabled?: boolean | null;
                protocol?: ("rtsp" | "rtmp" | "http" | "onvif") | null;
                /** @description Part of a name, of an id or of a location. */
                q?: string | null;
                siteId?: string | null;
                sort?: "name" | "-name" | "state" | "-lastSeenAt" | "lastSeenAt" | "-createdAt" | "createdAt";
                state?: ("unknown" | "online" | "offline" | "disabled") | null;
                tag?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_camera: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCamera"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_camera: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_camera: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CameraChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraAfterChange"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_camera: {
        parameters: {
            query?: {
                /** @description Whether its jobs are deleted too; without, they are a 409. */
                cascade?: boolean;
                /** @description What becomes of what it recorded. */
                files?: "keep" | "delete";
            };
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesGoing"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_changes: {
        parameters: {
            query?: {
                sort?: "newest" | "oldest";
            };
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraChangeAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    attach_device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AttachDevice"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_camera_facts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraFacts"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_camera_part: {
        parameters: {
            query?: {
                /** @description Which of its streams; `main` unless said otherwise. */
                stream?: string | null;
            };
            header?: never;
            path: {
                camera_id: string;
                part: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One of its parts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": unknown;
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_camera_playlist: {
        parameters: {
            query?: {
                /** @description Which of its streams; `main` unless said otherwise. */
                stream?: string | null;
            };
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest segments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apple.mpegurl": unknown;
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    watch_camera_pictures: {
        parameters: {
            query?: {
                /** @description Which of its streams; `main` unless said otherwise. */
                stream?: string | null;
            };
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JPEGs, one after the other. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "multipart/x-mixed-replace; boundary=regie": unknown;
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    position: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Position"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    move: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Move"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    presets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preset"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPreset"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preset"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    forget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
                preset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    go: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
                preset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    replace_camera: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Replacement"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replaced"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    test_camera: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CameraTest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_camera_thumbnail: {
        parameters: {
            query?: {
                /** @description Which of its streams; `main` unless said otherwise. */
                stream?: string | null;
            };
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A picture of now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_timeline: {
        parameters: {
            query?: {
                from?: string | null;
                /** @description Seconds: shorter breaks and gaps are not shown. 0: each file for itself. Unless given: 2, for more than two days a four-thousandth of the span. */
                resolution?: number | null;
                /** @description Exclusive; now unless given. */
                to?: string | null;
            };
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    discover: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Discovery"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Discoveries"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    import_cameras: {
        parameters: {
            query?: {
                /** @description Only tell what would be made. */
                dryRun?: boolean;
                /** @description Add the lines that are right although others are wrong. */
                partial?: boolean;
                /** @description Look at each that was added, in the background. */
                test?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "csv": "name,main\nGate,rtsp://10.0.0.11/1",
                 *       "defaults": {
                 *         "credentials": {
                 *           "password": "…",
                 *           "username": "admin"
                 *         },
                 *         "siteId": "default"
                 *       }
                 *     }
                 */
                "application/json": {
                    cameras?: {
                        [key: string]: unknown;
                    }[];
                    csv?: string;
                    defaults?: {
                        [key: string]: unknown;
                    };
                };
                /**
                 * @example name,main,user,password
                 *     Gate,rtsp://10.0.0.11/1,a,b
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_onvif_camera: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOnvifCamera"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraWithDevice"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    inspect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceAddress"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inspected"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    try_camera: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CameraTrial"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraTried"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "auth": {
                     *         "jwtSecret": "********",
                     *         "sessionTimeout": 3600
                     *       },
                     *       "logging": {
                     *         "level": "info"
                     *       },
                     *       "pinned": [
                     *         "server.port"
                     *       ],
                     *       "restartNeeded": [],
                     *       "server": {
                     *         "host": "127.0.0.1",
                     *         "https": {
                     *           "certPath": "",
                     *           "enabled": false,
                     *           "keyPath": ""
                     *         },
                     *         "port": 3000
                     *       },
                     *       "storage": {
                     *         "basePath": "/data/camcron",
                     *         "defaultRetention": {
                     *           "maxDays": 30,
                     *           "maxSizeGB": 100
                     *         }
                     *       },
                     *       "warnings": []
                     *     }
                     */
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "auth": {
                     *         "jwtSecret": "********",
                     *         "sessionTimeout": 3600
                     *       },
                     *       "logging": {
                     *         "level": "info"
                     *       },
                     *       "pinned": [
                     *         "server.port"
                     *       ],
                     *       "restartNeeded": [
                     *         "storage.basePath"
                     *       ],
                     *       "server": {
                     *         "host": "127.0.0.1",
                     *         "https": {
                     *           "certPath": "",
                     *           "enabled": false,
                     *           "keyPath": ""
                     *         },
                     *         "port": 3000
                     *       },
                     *       "storage": {
                     *         "basePath": "/data/camcron",
                     *         "defaultRetention": {
                     *           "maxDays": 30,
                     *           "maxSizeGB": 100
                     *         }
                     *       },
                     *       "warnings": []
                     *     }
                     */
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    export_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ExportRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cameras": [],
                     *       "format": "regie-configuration",
                     *       "jobs": [],
                     *       "madeAt": "2026-03-02T08:00:00.000Z",
                     *       "madeBy": "0.1.0",
                     *       "sites": [
                     *         {
                     *           "id": "default",
                     *           "name": "Default",
                     *           "timezone": "Europe/Paris"
                     *         }
                     *       ],
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    import_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Document */
                    document: {
                        [key: string]: unknown;
                    };
                    /**
                     * Dryrun
                     * @default true
                     */
                    dryRun?: boolean;
                    /** Passphrase */
                    passphrase?: string | null;
                    /**
                     * Replace
                     * @default false
                     */
                    replace?: boolean;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_coverage: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                /** @description Of the jobs of one camera. */
                cameraId?: string | null;
                from?: string | null;
                /** @description Rows in a page. */
                limit?: number;
                sort?: "name" | "-name";
                /** @description Exclusive; now unless given. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoverageAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ask_doctor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_events: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                cameraId?: string | null;
                from?: string | null;
                jobId?: string | null;
                /** @description One or several. */
                kind?: string[] | null;
                level?: ("activity" | "alert") | null;
                /** @description Rows in a page. */
                limit?: number;
                /** @description Alerts that still are true, or all others. */
                open?: boolean | null;
                /** @description In the text, or a camera's or job's name. */
                q?: string | null;
                sort?: "newest" | "oldest";
                /** @description Exclusive. */
                to?: string | null;
                /** @description By you. */
                unread?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_event: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    acknowledge_event: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    acknowledge_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Several"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    count_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counts"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    read_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Read"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counts"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_exports: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                /** @description Rows in a page. */
                limit?: number;
                /** @description Part of a name. */
                q?: string | null;
                sort?: "newest" | "oldest";
                state?: ("queued" | "running" | "done" | "failed") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportWish"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                export_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                export_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_export_content: {
        parameters: {
            query?: {
                /** @description Whether a browser shall save it. */
                download?: boolean;
            };
            header?: never;
            path: {
                export_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_files: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                cameraId?: string | null;
                format?: string | null;
                /** @description Those that go on after it. */
                from?: string | null;
                jobId?: string | null;
                kind?: components["schemas"]["FileKind"] | null;
                /** @description Rows in a page. */
                limit?: number;
                protected?: boolean | null;
                /** @description Part of a path, or of the name of a job or a camera. */
                q?: string | null;
                runId?: string | null;
                sort?: "startedAt" | "-startedAt" | "sizeBytes" | "-sizeBytes" | "durationSeconds" | "-durationSeconds" | "path" | "-path";
                /** @description Those that begin before it. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_file: {
        parameters: {
            query?: {
                /** @description What the browser decodes: `avc1,hvc1,mp4a`. */
                codecs?: string | null;
                /** @description Whether it decodes H.265, when it does not name what it does. */
                hevc?: boolean;
            };
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileDetail"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_content: {
        parameters: {
            query?: {
                /** @description Whether a browser shall save it. */
                download?: boolean;
            };
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    play_file: {
        parameters: {
            query?: {
                /** @description Where to begin what is encoded, seconds. */
                at?: number;
                /** @description What the browser decodes: `avc1,hvc1,mp4a`. */
                codecs?: string | null;
                /** @description Whether it decodes H.265, when it does not name what it does. */
                hevc?: boolean;
            };
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_previews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["regie__camcron__recordings__schemas__PreviewAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_preview_pictures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    protect_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    unprotect_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_thumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_files: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilesToDelete"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedFiles"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    protect_files: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilesToProtect"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    summarize_files: {
        parameters: {
            query?: {
                cameraId?: string | null;
                format?: string | null;
                /** @description Those that go on after it. */
                from?: string | null;
                jobId?: string | null;
                kind?: components["schemas"]["FileKind"] | null;
                protected?: boolean | null;
                /** @description Part of a path, or of the name of a job or a camera. */
                q?: string | null;
                runId?: string | null;
                /** @description Zone of the days, such as Europe/Paris. */
                timezone?: string;
                /** @description Those that begin before it. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesSummary"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    zip_files: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilesToZip"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                action?: ("record" | "snapshot" | "timelapse" | "detect_motion" | "test_connection" | "custom_command") | null;
                cameraId?: string | null;
                enabled?: boolean | null;
                /** @description Part of a name, of an id or of a camera's name. */
                q?: string | null;
                sort?: "name" | "-name" | "nextRunAt" | "-nextRunAt" | "state" | "-priority" | "updatedAt" | "-updatedAt";
                state?: ("disabled" | "blocked" | "idle" | "waiting" | "starting" | "running" | "stalled" | "retrying" | "stopping" | "failed") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_job: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewJob"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedJob"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedJob"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_job: {
        parameters: {
            query?: {
                /** @description What becomes of what it recorded. */
                files?: "keep" | "delete";
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesGoing"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_coverage: {
        parameters: {
            query?: {
                from?: string | null;
                /** @description Exclusive; now unless given. */
                to?: string | null;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoverageAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    duplicate_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["JobCopy"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    explain: {
        parameters: {
            query: {
                /** @description The instant in question. */
                at: string;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_history: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                from?: string | null;
                /** @description Rows in a page. */
                limit?: number;
                sort?: "newest" | "oldest";
                status?: ("running" | "success" | "stopped" | "failed" | "missed" | "skipped" | "interrupted") | null;
                to?: string | null;
                trigger?: ("schedule" | "manual" | "resume" | "catchUp") | null;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_logs: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                /** @description Lines of this level only. */
                level?: ("info" | "warn" | "error") | null;
                /** @description Rows in a page. */
                limit?: number;
                /** @description Part of a line. */
                q?: string | null;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogLine"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_job_metrics: {
        parameters: {
            query?: {
                from?: string | null;
                /** @description Exclusive; now unless given. */
                to?: string | null;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobMetricsAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    preview_motion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MotionPreview"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MotionPreviewAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_plan: {
        parameters: {
            query?: {
                /** @description Now, unless given. */
                from?: string | null;
                /** @description A week after `from`, unless given; exclusive. */
                to?: string | null;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    preview_job_retention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Limited"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["regie__camcron__retention__schemas__PreviewAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    start_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    stop_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    template_of_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TemplateFromJob"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_films: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                /** @description Rows in a page. */
                limit?: number;
                sort?: "newest" | "oldest";
                state?: ("waiting" | "running" | "done" | "failed" | "cancelled") | null;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilmAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    make_film: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilmAsked"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilmAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_film: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                film_id: string;
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilmAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    preview_film: {
        parameters: {
            query: {
                frameRate?: number | null;
                from: string;
                /** @description Pictures to look at, at most. */
                samples?: number;
                /** @description Exclusive. */
                to: string;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilmPreview"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    do_to_many: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkDeed"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    plan_unsaved: {
        parameters: {
            query?: {
                /** @description Now, unless given. */
                from?: string | null;
                /** @description A week after `from`, unless given; exclusive. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanAsked"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    preview_unsaved: {
        parameters: {
            query?: {
                /** @description Now, unless given. */
                from?: string | null;
                /** @description A week after `from`, unless given; exclusive. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanAsked"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanPreview"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_last_lines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastLines"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: {
                /** @description Of one camera only. */
                cameraId?: string | null;
                /** @description Of one job only. */
                jobId?: string | null;
                sort?: "id" | "-cpu" | "-memory" | "-disk" | "-bandwidth";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricsAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_metrics_history: {
        parameters: {
            query?: {
                from?: string | null;
                /** @description Of a camera or of a job. */
                id?: string | null;
                /** @description Some of cpu, memory, disk, bandwidth, between commas. */
                names?: string;
                scope?: "total" | "camera" | "job";
                /** @description Seconds, 10 or 300; as fine as is kept unless given. */
                step?: number | null;
                /** @description Exclusive; now unless given. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_motion: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                cameraId?: string | null;
                /** @description Not over before. */
                from?: string | null;
                jobId?: string | null;
                /** @description Rows in a page. */
                limit?: number;
                minScore?: number | null;
                sort?: "newest" | "oldest";
                /** @description Begun before. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MotionAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_motion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MotionAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_motion_thumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_channels: {
        parameters: {
            query?: {
                enabled?: boolean | null;
                kind?: ("webhook" | "email" | "apprise") | null;
                sort?: ("name" | "-name") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_channel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelFields"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelFields"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    try_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_deliveries: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                channelId?: string | null;
                from?: string | null;
                /** @description Rows in a page. */
                limit?: number;
                sort?: "newest" | "oldest";
                state?: ("held" | "waiting" | "sent" | "failed" | "dropped") | null;
                /** @description Exclusive. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryRow"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_rules: {
        parameters: {
            query?: {
                /** @description Rules that name this one. */
                channelId?: string | null;
                enabled?: boolean | null;
                sort?: "name" | "-name";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_rule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleFields"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleFields"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_overrides: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                kind?: ("pause" | "force") | null;
                /** @description Rows in a page. */
                limit?: number;
                sort?: "newest" | "oldest";
                state?: ("coming" | "active" | "over") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverrideAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_override: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOverride"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverrideAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                override_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverrideAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    end_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                override_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_plan_of_all: {
        parameters: {
            query?: {
                /** @description Now, unless given. */
                from?: string | null;
                /** @description An hour after `from`, unless given; exclusive. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPlan"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    read_ledger: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                cameraId?: string | null;
                /** @description Deleted at or after. */
                from?: string | null;
                jobId?: string | null;
                /** @description Rows in a page. */
                limit?: number;
                rule?: components["schemas"]["Rule"] | null;
                sort?: "newest" | "oldest";
                /** @description Deleted before. */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerRow"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    preview_retention: {
        parameters: {
            query?: {
                /** @description One job; a deleted one by its UUID. */
                jobId?: string | null;
                /** @description Tried out; needs `jobId`. */
                maxDays?: number | null;
                /** @description Tried out; needs `jobId`. */
                maxSizeGB?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["regie__camcron__retention__schemas__PreviewAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    run_retention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunNow"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_roots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RootAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    adopt_root: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Adoption"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptedRoot"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupState"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_sites: {
        parameters: {
            query?: {
                /** @description Part of a name, of an id or of a city. */
                q?: string | null;
                sort?: "name" | "-name" | "createdAt" | "-createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_site: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSite"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_storage: {
        parameters: {
            query?: {
                /** @description Rows of one camera only. */
                cameraId?: string | null;
                /** @description Rows of what was deleted and has files, or others. */
                deleted?: boolean | null;
                /** @description Rows of one job, and of its camera. */
                jobId?: string | null;
                sort?: "-bytes" | "bytes" | "name" | "-gbPerDay" | "oldestAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_tasks: {
        parameters: {
            query?: {
                /** @description Where the former page ended; follow `Link: rel=next`. */
                after?: string | null;
                /** @description Rows in a page. */
                limit?: number;
                name?: string | null;
                sort?: "newest" | "oldest";
                /** @description May be given several times. */
                state?: components["schemas"]["TaskState"][] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    show_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    cancel_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    retry_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_templates: {
        parameters: {
            query?: {
                /** @description Part of a name or of an id. */
                q?: string | null;
                sort?: "name" | "-name" | "updatedAt" | "-updatedAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateFields"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateFields"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    apply_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Application"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: {
                revoked?: boolean | null;
                sort?: "-createdAt" | "createdAt" | "name" | "-name" | "-lastUsedAt" | "lastUsedAt";
                /** @description Another user's, or * for everybody's. */
                userId?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenRow"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    make_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                disabled?: boolean | null;
                /** @description Part of a name or of an e-mail address. */
                q?: string | null;
                role?: components["schemas"]["Role"] | null;
                sort?: "username" | "-username" | "role" | "-lastLoginAt" | "lastLoginAt" | "-createdAt" | "createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAnswer"][];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, each named with what was expected. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
